"use client";

import { useQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { FileSliders, SearchX } from "lucide-react";
import { useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/states";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { configOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/uses";
import { isNarrowed, type ProfileFilters } from "@/lib/profiles/filters";
import type { ProfilePage } from "@/lib/profiles/query";
import type { Profile } from "@/lib/profiles/schema";
import { DeleteDialog } from "./delete-dialog";
import { ProfileCards } from "./profile-cards";
import { ProfileTable } from "./profile-table";
import { ProfilesSkeleton } from "./profiles-skeleton";
import { RowMenu } from "./row-menu";
import type { RowsProps } from "./rows";

interface Pages {
  pages: ProfilePage[];
}

interface ProfileListProps {
  filters: ProfileFilters;
  onChange: ChangeUrlState<ProfileFilters>;
  list: UseInfiniteQueryResult<Pages>;
}

export function ProfileList({ filters, onChange, list }: ProfileListProps) {
  const [leaving, setLeaving] = useState<Profile | null>(null);
  const { data: config } = useQuery(configOptions());
  if (list.isPending) return <ProfilesSkeleton />;
  // Rows that are there stay, whatever a later refresh says.
  if (!list.data) return <PagesFailed list={list} />;

  const rows: RowsProps = {
    profiles: list.data.pages.flatMap((page) => page.data),
    tasks: (profile) => tasksOf(config, profile.id),
    showsOwner: filters.owner === "all",
    menu: (profile) => <RowMenu profile={profile} onDelete={() => setLeaving(profile)} />,
  };
  return (
    <div
      className={cn("grid gap-4", list.isPlaceholderData && "opacity-60")}
      aria-busy={list.isPlaceholderData}
    >
      {rows.profiles.length === 0 ? (
        <Nothing filters={filters} onChange={onChange} />
      ) : (
        <>
          <ProfileTable {...rows} sort={filters.sort} onSort={(sort) => onChange({ sort })} />
          <ProfileCards {...rows} />
        </>
      )}
      <MorePages list={list} noun="profile" shown={rows.profiles.length} />
      <DeleteDialog profile={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}

function Nothing({ filters, onChange }: Omit<ProfileListProps, "list">) {
  if (isNarrowed(filters)) {
    return (
      <EmptyState icon={SearchX} title="No profile matches">
        Search for less, or clear the filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={FileSliders}
      title="No profiles of your own yet"
      action={
        <Button variant="primary" onClick={() => onChange({ owner: "system" }, "push")}>
          Start from a default
        </Button>
      }
    >
      Every task runs on its default until you choose otherwise. Duplicate a default to make it your
      own.
    </EmptyState>
  );
}
