"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { Badge } from "@/components/ui/badge";
import { PageSection } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { countText } from "@/lib/models/facts";
import { profilesWith } from "@/lib/profiles/filters";
import { profileListOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";

/** The profiles that use the model: the person's own and the system's. */
export function ModelProfiles({ id }: { id: string }) {
  const list = useInfiniteQuery(profileListOptions(profilesWith(id)));
  const profiles = list.data?.pages.flatMap((page) => page.data) ?? [];
  const total = list.data?.pages.at(-1)?.total ?? 0;
  return (
    <PageSection
      title={total > 0 ? `Profiles that use it (${countText(total)})` : "Profiles that use it"}
    >
      {list.isPending && <Skeleton className="w-64" />}
      {list.isError && !list.data && <PagesFailed list={list} />}
      {list.isSuccess && profiles.length === 0 && (
        <p className="text-muted">None that you can see.</p>
      )}
      {profiles.length > 0 && (
        <ul className="grid">
          {profiles.map((profile) => (
            <ProfileLine key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
      {list.data && <MorePages list={list} noun="profile" shown={profiles.length} />}
    </PageSection>
  );
}

function ProfileLine({ profile }: { profile: Profile }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2 first:border-t-0">
      <Link
        href={`/profiles/${profile.id}`}
        className="rounded text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
      >
        {profile.name}
      </Link>
      <span className="text-muted">{taskByType(profile.type)?.label}</span>
      {profile.user_id === SYSTEM_USER_ID && <Badge>System</Badge>}
    </li>
  );
}
