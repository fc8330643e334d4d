import { LockKeyhole, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { boxOf, extentOf, SelectBox, type Selection } from "@/components/ui/selection";
import { Tooltip } from "@/components/ui/tooltip";
import { modelPath } from "@/lib/models/address";
import { isDefault } from "@/lib/profiles/policy";
import type { ListedProfile } from "@/lib/profiles/schema";
import { keyValues } from "@/lib/values/summary";
import type { Task } from "@/lib/registry/types";

/** Props that the table and the cards share. */
export interface RowsProps {
  profiles: readonly ListedProfile[];
  /** The tasks the viewer uses a profile for. */
  tasks: (profile: ListedProfile) => readonly Task[];
  /** Mark system rows: the list also has the viewer's own. */
  showsOwner: boolean;
  selection: Selection;
  menu: (profile: ListedProfile) => ReactNode;
}

/** Values shown in one line. */
const MAX_VALUES = 3;

export function ProfileName({
  profile,
  showsOwner,
}: {
  profile: ListedProfile;
  showsOwner: boolean;
}) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Link
        href={`/profiles/${profile.id}`}
        className="rounded font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
      >
        {profile.name}
      </Link>
      {showsOwner && isDefault(profile) && (
        <span title="System default" className="text-muted">
          <LockKeyhole className="size-3.5" aria-hidden />
          <span className="sr-only">System default</span>
        </span>
      )}
    </span>
  );
}

interface SelectProfilesProps extends Selection {
  profiles: readonly ListedProfile[];
  label: string;
}

/** Selects one profile or several. */
export function SelectProfiles({ profiles, label, selected, latest, select }: SelectProfilesProps) {
  const ids = profiles.map(({ id }) => id);
  return (
    <SelectBox
      label={label}
      extent={extentOf(ids, selected)}
      isLatest={latest === boxOf(ids)}
      onSelect={(isSelected) => select(ids, isSelected)}
      className="mt-0.5"
    />
  );
}

/** The first line of the description. */
export function Description({ profile }: { profile: ListedProfile }) {
  if (profile.description === "") return null;
  return (
    <span className="block truncate text-xs text-muted" title={profile.description}>
      {profile.description}
    </span>
  );
}

interface InheritableProps {
  isInherited: boolean;
  children: ReactNode;
}

/** A value, dimmed if it is inherited. */
export function Inheritable({ isInherited, children }: InheritableProps) {
  if (!isInherited) return <span>{children}</span>;
  return (
    <span className="text-muted" title="Inherited">
      {children}
      <span className="sr-only"> (inherited)</span>
    </span>
  );
}

export function ModelName({ profile }: { profile: ListedProfile }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      {profile.model_available ? (
        <Link
          href={modelPath(profile.model_name)}
          className="rounded [overflow-wrap:anywhere] hover:text-accent hover:underline"
        >
          {profile.model_name}
        </Link>
      ) : (
        <>
          <span className="[overflow-wrap:anywhere]">{profile.model_name}</span>
          <MissingModelBadge />
        </>
      )}
    </span>
  );
}

export function MissingModelBadge() {
  return (
    <Badge tone="warning">
      <TriangleAlert aria-hidden />
      Not in catalog
    </Badge>
  );
}

/** The most important values in one line. */
export function KeyValues({ profile }: { profile: ListedProfile }) {
  const { first, others: further } = keyValues(profile);
  const set = [
    ...first.filter((value) => value !== undefined),
    ...further.map((value) => ({ ...value, isInherited: false })),
  ];
  if (set.length === 0) return <span className="text-muted">nothing set</span>;
  const others = set.slice(MAX_VALUES).map(({ field, text }) => `${field.label} ${text}`);
  return (
    <span className="flex flex-wrap gap-x-3">
      {set.slice(0, MAX_VALUES).map(({ field, text, isInherited }, index) => (
        <span key={field.name} className="flex gap-x-3">
          <span className="[overflow-wrap:anywhere]">
            <span className="text-muted">{field.label}</span>{" "}
            <Inheritable isInherited={isInherited}>{text}</Inheritable>
          </span>
          {/* In the line of the last value, never alone in the next. */}
          {index === MAX_VALUES - 1 && <MoreItems items={others} />}
        </span>
      ))}
    </span>
  );
}

/** The number of items that do not fit; a tooltip names them. */
export function MoreItems({ items }: { items: readonly string[] }) {
  if (items.length === 0) return null;
  const names = items.join(", ");
  return (
    <Tooltip text={names}>
      <button
        type="button"
        className="rounded px-0.5 text-muted underline decoration-dotted underline-offset-2"
      >
        +{items.length}
        <span className="sr-only"> more: {names}</span>
      </button>
    </Tooltip>
  );
}

interface UsedForProps {
  profile: ListedProfile;
  tasks: readonly Task[];
  /** Tasks that are shown by name; a tooltip names the others. */
  most: number;
}

/** The tasks that the profile is assigned to. Without its model, their defaults are used instead. */
export function UsedFor({ profile, tasks, most }: UsedForProps) {
  if (tasks.length === 0) return <span className="text-muted">no tasks</span>;
  const labels = tasks.map((task) => task.label);
  return (
    <span>
      {labels.slice(0, most).join(", ")} <MoreItems items={labels.slice(most)} />
      {!profile.model_available && !isDefault(profile) && (
        <span className="block text-xs text-warning">
          {tasks.length === 1 ? "Its default is" : "Their defaults are"} used instead
        </span>
      )}
    </span>
  );
}
