import { LockKeyhole, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { SYSTEM_USER_ID } from "@/lib/auth/actor";
import type { Profile } from "@/lib/profiles/schema";
import { keyValues } from "@/lib/profiles/summary";
import type { Task } from "@/lib/registry/types";

/** What table and cards show alike. */
export interface RowsProps {
  profiles: readonly Profile[];
  /** The tasks that the person uses it for. */
  tasks: (profile: Profile) => readonly Task[];
  /** Whether own and system rows stand side by side. */
  showsOwner: boolean;
  menu: (profile: Profile) => ReactNode;
}

export function isDefault(profile: Profile): boolean {
  return profile.user_id === SYSTEM_USER_ID;
}

export function ProfileName({ profile, showsOwner }: { profile: Profile; showsOwner: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Link
        href={`/profiles/${profile.id}`}
        className="rounded font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
      >
        {profile.name}
      </Link>
      {showsOwner && isDefault(profile) && <SystemBadge />}
    </span>
  );
}

export function SystemBadge() {
  return (
    <Badge>
      <LockKeyhole aria-hidden />
      System
    </Badge>
  );
}

export function ModelName({ profile }: { profile: Profile }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <span className="[overflow-wrap:anywhere]">{profile.model_name}</span>
      {!profile.model_available && <GoneBadge />}
    </span>
  );
}

export function GoneBadge() {
  return (
    <Badge tone="warning">
      <TriangleAlert aria-hidden />
      not in catalog
    </Badge>
  );
}

export function KeyValues({ profile }: { profile: Profile }) {
  const { shown, more } = keyValues(profile);
  if (shown.length === 0) return <span className="text-muted">nothing set</span>;
  return (
    <span className="flex flex-wrap gap-x-3">
      {shown.map(({ field, text }) => (
        <span key={field.name} className="whitespace-nowrap">
          <span className="text-muted">{field.label}</span> {text}
        </span>
      ))}
      {more > 0 && <span className="text-muted">+{more}</span>}
    </span>
  );
}

/** The first tasks by name, the others on request. */
export function UsedFor({ tasks, most }: { tasks: readonly Task[]; most: number }) {
  if (tasks.length === 0) return <span className="text-muted">not used</span>;
  const labels = tasks.map((task) => task.label);
  const hidden = labels.slice(most);
  return (
    <span>
      {labels.slice(0, most).join(", ")}
      {hidden.length > 0 && (
        <Tooltip text={hidden.join(", ")}>
          <button
            type="button"
            className="ml-1 rounded text-muted underline decoration-dotted underline-offset-2"
          >
            +{hidden.length}
            <span className="sr-only"> more: {hidden.join(", ")}</span>
          </button>
        </Tooltip>
      )}
    </span>
  );
}
