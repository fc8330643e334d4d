import { countWords } from "@/lib/values/summary";
import type { MoveReport } from "@/lib/moves/schema";
import { NamedProfiles, ProfileName } from "../named-profiles";

/** What a move would do. */
export function MovePreview({ report }: { report: MoveReport }) {
  const { moved, moved_total, warned_total, left, left_total } = report;
  return (
    <div className="grid min-w-0 gap-4">
      <NamedProfiles title={`${countWords(moved_total, "profile")} can move`} total={moved_total}>
        {moved.map((profile) => (
          <li key={profile.id} className="grid gap-0.5">
            <ProfileName profile={profile} />
            <Reasons reasons={profile.warnings} />
          </li>
        ))}
      </NamedProfiles>
      {warned_total > 0 && <p>{warningText(warned_total)}</p>}
      {left_total > 0 && (
        <NamedProfiles
          title={`${countWords(left_total, "profile")} would not fit and stay`}
          total={left_total}
        >
          {left.map((profile) => (
            <li key={profile.id} className="grid gap-0.5">
              <ProfileName profile={profile} />
              <Reasons reasons={profile.reasons} />
            </li>
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

function warningText(count: number): string {
  const who =
    count === 1
      ? "One of them inherits a value"
      : `${count.toLocaleString("en")} of them inherit values`;
  return `${who} that the model does not take: it is left out when the profile is used, but for a context length, which is sent as it is.`;
}

function Reasons({ reasons }: { reasons: { path: string; message: string }[] }) {
  return reasons.map(({ path, message }) => (
    <span key={path} className="text-xs [overflow-wrap:anywhere] text-warning">
      {message}
    </span>
  ));
}
