import { Time } from "@/components/ui/time";
import { taskByType } from "@/lib/registry/tasks";
import { KeyValues, ModelName, ProfileName, type RowsProps, UsedFor } from "./rows";

/** The list on narrow screens. */
export function ProfileCards({ profiles, tasks, showsOwner, menu }: RowsProps) {
  return (
    <ul aria-label="Profiles" className="grid gap-2 sm:grid-cols-2 lg:hidden">
      {profiles.map((profile) => (
        <li
          key={profile.id}
          className="grid content-start gap-1.5 rounded-lg border border-line bg-panel p-3"
        >
          <div className="flex items-start justify-between gap-2">
            <ProfileName profile={profile} showsOwner={showsOwner} />
            <div className="-mt-1.5 -mr-1.5">{menu(profile)}</div>
          </div>
          <div className="grid gap-0.5">
            <span>{taskByType(profile.type)?.label}</span>
            <ModelName profile={profile} />
          </div>
          <div className="text-xs">
            <KeyValues profile={profile} />
          </div>
          <div className="flex flex-wrap justify-between gap-x-4 text-xs">
            <span>
              <span className="text-muted">Used for: </span>
              <UsedFor tasks={tasks(profile)} most={19} />
            </span>
            <span className="text-muted">
              Changed <Time iso={profile.updated_at} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
