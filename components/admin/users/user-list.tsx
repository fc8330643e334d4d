"use client";

import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { lazy, memo, Suspense, useCallback, useMemo, useState } from "react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { cn } from "@/components/ui/cn";
import { useHasOpened } from "@/components/ui/dialog";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/states";
import { useIsWide } from "@/components/ui/use-is-wide";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { UserFilters, UserSort } from "@/lib/users/filters";
import type { User, UserPage } from "@/lib/users/schema";
import { type ChangeRequest, ChangeDialog } from "./change-dialog";
import { UserCards } from "./user-cards";
import { UserTable, type UserTableProps } from "./user-table";
import { WithdrawDialog } from "./withdraw-dialog";

const LinkDialog = lazy(() => import("./link-dialog"));
const KeysDialog = lazy(() => import("./keys-dialog"));

interface UserListProps {
  filters: UserFilters;
  onChange: ChangeUrlState<UserFilters>;
  list: UseInfiniteQueryResult<{ pages: UserPage[] }>;
  /** The viewer's id. */
  me: string;
}

export function UserList({ filters, onChange, list, me }: UserListProps) {
  const [request, setRequest] = useState<ChangeRequest | null>(null);
  const [linked, setLinked] = useState<User | null>(null);
  const [keysOf, setKeysOf] = useState<User | null>(null);
  const [withdrawn, setWithdrawn] = useState<User | null>(null);
  const hasLinked = useHasOpened(linked !== null);
  const hasShownKeys = useHasOpened(keysOf !== null);
  const onAsk = useCallback(
    (user: User, change: ChangeRequest["change"]) => setRequest({ user, change }),
    [],
  );
  const onSort = useCallback((sort: UserSort) => onChange({ sort }), [onChange]);
  const users = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data]);
  if (list.isPending) return <UsersSkeleton />;
  // Loaded rows stay when a refresh fails.
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
        onKeys={setKeysOf}
        onWithdraw={setWithdrawn}
        sort={filters.sort}
        onSort={onSort}
      />
      <MorePages list={list} noun="user" shown={users.length} />
      <ChangeDialog request={request} me={me} onClose={() => setRequest(null)} />
      <WithdrawDialog user={withdrawn} onClose={() => setWithdrawn(null)} />
      {hasLinked && (
        <Suspense>
          <LinkDialog user={linked} onClose={() => setLinked(null)} />
        </Suspense>
      )}
      {hasShownKeys && (
        <Suspense>
          <KeysDialog user={keysOf} onClose={() => setKeysOf(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** A table on wide screens, cards on narrow ones. */
const Rows = memo(function Rows({ sort, onSort, ...rows }: UserTableProps) {
  const isWide = useIsWide();
  if (rows.users.length === 0) {
    return (
      <EmptyState icon={SearchX} title="No matching users">
        Try a broader search, or clear the filters.
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

const SKELETON_WIDTHS = [56, 40, 64, 48, 60, 44, 52, 40];

export function UsersSkeleton() {
  return (
    <ListSkeleton what="the users" widths={SKELETON_WIDTHS}>
      {(width) => (
        <>
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 2}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-44" />
          </span>
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
