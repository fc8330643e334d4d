import { taskByType } from "@/lib/registry/tasks";
import { countWords } from "@/lib/models/report-words";
import type { LeftProfile, MovedProfile, MoveReport } from "@/lib/profiles/move-schema";

/** What a move would do. */
export function MovePreview({ report }: { report: MoveReport }) {
  const { moved, moved_total, left, left_total } = report;
  return (
    <div className="grid min-w-0 gap-4">
      <Profiles title={`${countWords(moved_total, "profile")} can move`} total={moved_total}>
        {moved.map((profile) => (
          <li key={profile.id}>
            <Name profile={profile} />
          </li>
        ))}
      </Profiles>
      {left_total > 0 && (
        <Profiles
          title={`${countWords(left_total, "profile")} would not fit and stay`}
          total={left_total}
        >
          {left.map((profile) => (
            <li key={profile.id} className="grid gap-0.5">
              <Name profile={profile} />
              <Reasons profile={profile} />
            </li>
          ))}
        </Profiles>
      )}
    </div>
  );
}

interface ProfilesProps {
  title: string;
  total: number;
  children: React.ReactNode[];
}

function Profiles({ title, total, children }: ProfilesProps) {
  const more = total - children.length;
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="font-medium">{title}</h3>
      {total > 0 && (
        <ul className="grid gap-1.5 rounded-md border border-line p-2">
          {children}
          {more > 0 && <li className="text-muted">and {more.toLocaleString("en")} more</li>}
        </ul>
      )}
    </section>
  );
}

function Name({ profile }: { profile: MovedProfile }) {
  const { name, owner_name, type } = profile;
  return (
    <span className="[overflow-wrap:anywhere]">
      {name}{" "}
      <span className="text-muted">
        · {taskByType(type)?.label} · {owner_name}
      </span>
    </span>
  );
}

function Reasons({ profile }: { profile: LeftProfile }) {
  return profile.reasons.map(({ path, message }) => (
    <span key={path} className="text-xs [overflow-wrap:anywhere] text-warning">
      {message}
    </span>
  ));
}
