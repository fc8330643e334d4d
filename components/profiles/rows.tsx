import { LockKeyhole, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { modelPath } from "@/lib/models/address";
import { isDefault } from "@/lib/profiles/policy";
import type { Profile } from "@/lib/profiles/schema";
import { keyValues } from "@/lib/values/summary";
import type { Task } from "@/lib/registry/types";

/** Props that the table and the cards share. */
export interface RowsProps {
  profiles: readonly Profile[];
  /** The tasks the viewer uses a profile for. */
  tasks: (profile: Profile) => readonly Task[];
  /** Mark system rows: the list also has the viewer's own. */
  showsOwner: boolean;
  menu: (profile: Profile) => ReactNode;
}

/** Values shown in one line. */
const MAX_VALUES = 4;

export function ProfileName({ profile, showsOwner }: { profile: Profile; showsOwner: boolean }) {
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

export function ModelName({ profile }: { profile: Profile }) {
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
      not in catalog
    </Badge>
  );
}

/** The most important values in one line. */
export function KeyValues({ profile }: { profile: Profile }) {
  const { first, others } = keyValues(profile);
  const set = [...first.filter((value) => value !== undefined), ...others];
  if (set.length === 0) return <span className="text-muted">nothing set</span>;
  return (
    <span className="flex flex-wrap gap-x-3">
      {set.slice(0, MAX_VALUES).map(({ field, text }) => (
        <span key={field.name} className="[overflow-wrap:anywhere]">
          <span className="text-muted">{field.label}</span> {text}
        </span>
      ))}
      <MoreItems items={set.slice(MAX_VALUES).map(({ field, text }) => `${field.label} ${text}`)} />
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

/** The first tasks by name, the others in a tooltip. */
export function UsedFor({ tasks, most }: { tasks: readonly Task[]; most: number }) {
  if (tasks.length === 0) return <span className="text-muted">not used</span>;
  const labels = tasks.map((task) => task.label);
  return (
    <span>
      {labels.slice(0, most).join(", ")} <MoreItems items={labels.slice(most)} />
    </span>
  );
}
