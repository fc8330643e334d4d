import { Time } from "@/components/ui/time";
import { taskByType } from "@/lib/registry/tasks";
import { FormerUse, TrashActions, type TrashRowsProps } from "./trash-row";

/** The trash on narrow screens. */
export function TrashCards({ profiles, ...actions }: TrashRowsProps) {
  return (
    <ul aria-label="Deleted profiles" className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:hidden">
      {profiles.map((profile) => (
        <li
          key={profile.id}
          className="grid min-w-0 grid-cols-1 content-start gap-1.5 rounded-lg border border-line bg-panel p-3"
        >
          <p className="font-medium [overflow-wrap:anywhere]">{profile.name}</p>
          <p className="[overflow-wrap:anywhere]">
            {taskByType(profile.type)?.label}
            <span className="text-muted"> · {profile.model_name}</span>
          </p>
          <p className="text-xs">
            <span className="text-muted">Was used for: </span>
            <FormerUse profile={profile} />
          </p>
          <p className="text-xs text-muted">
            Deleted <Time iso={profile.deleted_at} /> · permanently removed{" "}
            <Time iso={profile.expires_at} />
          </p>
          <TrashActions profile={profile} {...actions} />
        </li>
      ))}
    </ul>
  );
}
