import { OPENS } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { taskByType } from "@/lib/registry/tasks";
import {
  Description,
  KeyValues,
  ModelName,
  ProfileName,
  type RowsProps,
  SelectProfiles,
  UsedFor,
} from "./rows";

/** The list on narrow screens. */
export function ProfileCards({ profiles, tasks, showsOwner, selection, menu }: RowsProps) {
  return (
    <ul aria-label="Profiles" className="grid grid-cols-1 gap-2 sm:grid-cols-2 lg:hidden">
      {profiles.map((profile) => (
        <li
          key={profile.id}
          {...OPENS}
          className="grid min-w-0 cursor-pointer grid-cols-1 content-start gap-1.5 rounded-lg border border-line bg-panel p-3"
        >
          <div className="flex items-start gap-2">
            <SelectProfiles profiles={[profile]} label={`Select ${profile.name}`} {...selection} />
            <div className="min-w-0 grow">
              <ProfileName profile={profile} showsOwner={showsOwner} />
              <Description profile={profile} />
            </div>
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
              <UsedFor profile={profile} tasks={tasks(profile)} most={19} />
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
