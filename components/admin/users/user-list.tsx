"use client";

import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { lazy, memo, Suspense, useCallback, useMemo, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { cn } from "@/components/ui/cn";
import { useHasOpened } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/states";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { useIsWide } from "@/components/ui/use-browser";
import type { UserFilters, UserSort } from "@/lib/users/filters";
import type { User, UserPage } from "@/lib/users/schema";
import { type Asked, ChangeDialog } from "./change-dialog";
import { UserCards } from "./user-cards";
import { UserTable, type UserTableProps } from "./user-table";
import { UsersSkeleton } from "./users-skeleton";

const LinkDialog = lazy(() => import("./link-dialog"));

interface UserListProps {
  filters: UserFilters;
  onChange: ChangeUrlState<UserFilters>;
  list: UseInfiniteQueryResult<{ pages: UserPage[] }>;
  /** The id of the admin who looks. */
  me: string;
}

export function UserList({ filters, onChange, list, me }: UserListProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [linked, setLinked] = useState<User | null>(null);
  const wanted = useHasOpened(linked !== null);
  const onAsk = useCallback(
    (user: User, change: Asked["change"]) => setAsked({ user, change }),
    [],
  );
  const onSort = useCallback((sort: UserSort) => onChange({ sort }), [onChange]);
  const users = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  if (list.isPending) return <UsersSkeleton />;
  // Rows that are there stay, whatever a later refresh says.
  if (!list.data) return <PagesFailed list={list} />;
  return (
    <div
      className={cn("grid min-w-0 gap-4", list.isPlaceholderData && "opacity-60")}
      aria-busy={list.isPlaceholderData}
    >
      <Rows
        users={users}
        me={me}
        onAsk={onAsk}
        onLink={setLinked}
        sort={filters.sort}
        onSort={onSort}
      />
      <MorePages list={list} noun="user" shown={users.length} />
      <ChangeDialog asked={asked} me={me} onClose={() => setAsked(null)} />
      {wanted && (
        <Suspense>
          <LinkDialog user={linked} onClose={() => setLinked(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** In the shape that there is room for. */
const Rows = memo(function Rows({ sort, onSort, ...rows }: UserTableProps) {
  const isWide = useIsWide();
  if (rows.users.length === 0) {
    return (
      <EmptyState icon={SearchX} title="No user matches">
        Search for less, or clear the filters.
      </EmptyState>
    );
  }
  return (
    <>
      {isWide !== false && (
        <div className="max-lg:hidden">
          <UserTable {...rows} sort={sort} onSort={onSort} />
        </div>
      )}
      {isWide !== true && (
        <div className="lg:hidden">
          <UserCards {...rows} />
        </div>
      )}
    </>
  );
});
