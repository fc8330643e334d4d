"use client";

import { useQuery } from "@tanstack/react-query";
import { LockKeyhole, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { configOptions, overviewOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/changes";
import { isDefault } from "@/lib/profiles/policy";
import { basedOnOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";

export function SystemBadge() {
  return (
    <Badge>
      <LockKeyhole aria-hidden />
      System
    </Badge>
  );
}

/** The tasks that use a profile, the profiles based on it, and its revision. */
export function ProfileStatus({ profile }: { profile: Profile }) {
  const { data: basedOn } = useQuery(basedOnOptions(profile.id));
  const children = basedOn?.data ?? [];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {isDefault(profile) && <SystemBadge />}
      <ActiveTasks profile={profile} />
      {children.length > 0 && (
        <span>
          Base of{" "}
          {children.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/profiles/${id}`} className="rounded underline underline-offset-2">
                {name}
              </Link>
            </span>
          ))}
        </span>
      )}
      <span>
        Revision {profile.revision}, <Time iso={profile.updated_at} />
      </span>
    </span>
  );
}

/** The tasks for which the profile is active, and those that are assigned to it but use their default. */
function ActiveTasks({ profile }: { profile: Profile }) {
  const { data: config } = useQuery(configOptions());
  const tasks = tasksOf(config, profile.id);
  const { data: overview } = useQuery({
    ...overviewOptions(),
    enabled: tasks.length > 0,
    refetchInterval: false,
  });
  const rowOf = ({ key }: Task) => overview?.data.find(({ task }) => task === key);
  const isReplaced = (task: Task) => {
    const row = rowOf(task);
    return row ? row.source === "fallback" : !profile.model_available && !isDefault(profile);
  };
  const active = tasks.filter((task) => !isReplaced(task)).map(({ label }) => label);
  const replaced = tasks.filter(isReplaced);
  const reason = replaced[0] && rowOf(replaced[0])?.warnings[0]?.message;
  if (tasks.length === 0) return <span>Not assigned to any task</span>;
  return (
    <>
      {active.length > 0 && <span>Active for {active.join(", ")}</span>}
      {replaced.length > 0 && (
        <span className="flex items-start gap-1 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            Assigned to {replaced.map(({ label }) => label).join(", ")}, but not active. {reason}
          </span>
        </span>
      )}
    </>
  );
}
