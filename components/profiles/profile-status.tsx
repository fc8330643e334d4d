"use client";

import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { configOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/changes";
import { isDefault } from "@/lib/profiles/policy";
import { basedOnOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";

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
  const { data: config } = useQuery(configOptions());
  const { data: basedOn } = useQuery(basedOnOptions(profile.id));
  const tasks = tasksOf(config, profile.id).map((task) => task.label);
  const children = basedOn?.data ?? [];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {isDefault(profile) && <SystemBadge />}
      <span>{tasks.length > 0 ? `Used for ${tasks.join(", ")}` : "Not assigned to any task"}</span>
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
