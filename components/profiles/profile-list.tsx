"use client";

import { useQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { FileSliders, SearchX } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useSelection } from "@/components/ui/selection";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/states";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { configOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/changes";
import { isNarrowed, type ProfileFilters } from "@/lib/profiles/filters";
import type { ListedPage } from "@/lib/profiles/query";
import type { ListedProfile } from "@/lib/profiles/schema";
import { DeleteDialog } from "./delete-dialog";
import { ProfileMenu } from "./profile-actions";
import { ProfileCards } from "./profile-cards";
import { ProfileTable } from "./profile-table";
import type { RowsProps } from "./rows";

const SelectionBar = lazy(() => import("./selection-bar"));

interface Pages {
  pages: ListedPage[];
}

interface ProfileListProps {
  filters: ProfileFilters;
  onChange: ChangeUrlState<ProfileFilters>;
  list: UseInfiniteQueryResult<Pages>;
}

export function ProfileList({ filters, onChange, list }: ProfileListProps) {
  const [deleting, setDeleting] = useState<ListedProfile | null>(null);
  const { data: config } = useQuery(configOptions());
  const { sort: _sort, ...narrowing } = filters;
  const selection = useSelection(JSON.stringify(narrowing));
  if (list.isPending) return <ProfilesSkeleton />;
  // Loaded rows stay when a refresh fails.
  if (!list.data) return <PagesFailed list={list} />;

  const rows: RowsProps = {
    profiles: list.data.pages.flatMap((page) => page.data),
    tasks: (profile) => tasksOf(config, profile.id),
    showsOwner: filters.owner === "all",
    selection,
    menu: (profile) => <ProfileMenu profile={profile} onDelete={() => setDeleting(profile)} />,
  };
  return (
    <div
      className={cn("grid gap-4", list.isPlaceholderData && "opacity-60")}
      aria-busy={list.isPlaceholderData}
    >
      {rows.profiles.length === 0 ? (
        <NoProfiles filters={filters} onChange={onChange} />
      ) : (
        <>
          <ProfileTable {...rows} sort={filters.sort} onSort={(sort) => onChange({ sort })} />
          <ProfileCards {...rows} />
        </>
      )}
      <MorePages list={list} noun="profile" shown={rows.profiles.length} />
      <Selected profiles={rows.profiles} selection={selection} />
      <DeleteDialog profile={deleting} onClose={() => setDeleting(null)} />
    </div>
  );
}

/** The bar for the selected profiles that are shown. */
function Selected({ profiles, selection }: Pick<RowsProps, "profiles" | "selection">) {
  const selected = profiles.filter(({ id }) => selection.selected.has(id));
  if (selected.length === 0) return null;
  return (
    <Suspense>
      <SelectionBar profiles={selected} onClear={selection.clear} />
    </Suspense>
  );
}

function NoProfiles({ filters, onChange }: Omit<ProfileListProps, "list">) {
  if (isNarrowed(filters)) {
    return (
      <EmptyState icon={SearchX} title="No matching profiles">
        Try a broader search, or clear the filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={FileSliders}
      title="You have no profiles yet"
      action={
        <Button variant="primary" onClick={() => onChange({ owner: "system" }, "push")}>
          Start from a default
        </Button>
      }
    >
      Every task uses its default until you assign another profile. Customize a default: your
      profile inherits every value that you do not set.
    </EmptyState>
  );
}

const SKELETON_WIDTHS = [56, 40, 64, 48, 60, 44, 52, 40];

export function ProfilesSkeleton() {
  return (
    <ListSkeleton what="the profiles" widths={SKELETON_WIDTHS}>
      {(width) => (
        <>
          <span style={{ width: `${width * 4}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-48 max-md:hidden" />
          <Skeleton className="grow max-xl:hidden" />
          <Skeleton className="w-20" />
        </>
      )}
    </ListSkeleton>
  );
}
