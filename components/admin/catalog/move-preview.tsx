import { countWords } from "@/lib/models/report-words";
import type { LeftProfile, MoveReport } from "@/lib/profiles/move-schema";
import { NamedProfiles, ProfileName } from "../named-profiles";

/** What a move would do. */
export function MovePreview({ report }: { report: MoveReport }) {
  const { moved, moved_total, left, left_total } = report;
  return (
    <div className="grid min-w-0 gap-4">
      <NamedProfiles title={`${countWords(moved_total, "profile")} can move`} total={moved_total}>
        {moved.map((profile) => (
          <li key={profile.id}>
            <ProfileName profile={profile} />
          </li>
        ))}
      </NamedProfiles>
      {left_total > 0 && (
        <NamedProfiles
          title={`${countWords(left_total, "profile")} would not fit and stay`}
          total={left_total}
        >
          {left.map((profile) => (
            <li key={profile.id} className="grid gap-0.5">
              <ProfileName profile={profile} />
              <Reasons profile={profile} />
            </li>
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

function Reasons({ profile }: { profile: LeftProfile }) {
  return profile.reasons.map(({ path, message }) => (
    <span key={path} className="text-xs [overflow-wrap:anywhere] text-warning">
      {message}
    </span>
  ));
}
