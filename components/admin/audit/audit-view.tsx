"use client";

import { useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { cn } from "@/components/ui/cn";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/states";
import { type ChangeUrlState, useUrlState } from "@/components/ui/use-url-state";
import { type AuditFilters, auditFiltersIn, NO_AUDIT_FILTERS } from "@/lib/audit/filters";
import { actorText } from "@/lib/audit/labels";
import { auditListOptions } from "@/lib/audit/queries";
import type { AuditPage } from "@/lib/audit/schema";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditItem } from "./audit-item";
import { Retention } from "./retention";

/** The page `/admin/audit`. Its filters are in the URL. */
export function AuditView() {
  const [filters, change] = useUrlState(auditFiltersIn, NO_AUDIT_FILTERS);
  const list = useInfiniteQuery(auditListOptions(filters));
  const names = list.data?.pages[0]?.names ?? {};
  return (
    <div className="grid min-w-0 gap-4">
      <Retention />
      <AuditFilterBar
        filters={filters}
        actorName={actorText(filters.actor, names)}
        onChange={change}
      />
      <AuditList list={list} target={filters.target} onChange={change} />
    </div>
  );
}

interface AuditListProps {
  list: UseInfiniteQueryResult<{ pages: AuditPage[] }>;
  /** The target filter. */
  target: string;
  onChange: ChangeUrlState<AuditFilters>;
}

function AuditList({ list, target, onChange }: AuditListProps) {
  if (list.isPending) return <AuditSkeleton />;
  // Loaded events stay when a refresh fails.
  if (!list.data) return <PagesFailed list={list} />;
  const { pages } = list.data;
  const shown = pages.reduce((sum, page) => sum + page.data.length, 0);
  return (
    <div
      className={cn("grid min-w-0 gap-4", list.isPlaceholderData && "opacity-60")}
      aria-busy={list.isPlaceholderData}
    >
      {shown === 0 ? (
        <EmptyState icon={SearchX} title="No matching events">
          Clear filters, or choose an earlier day.
          {target !== "" && (
            <p>
              Enter the complete target, such as profile: and an id. To copy one, open an event and
              choose “All events of this target”.
            </p>
          )}
        </EmptyState>
      ) : (
        <ol
          aria-label="Events, newest first"
          className="overflow-hidden rounded-lg border border-line bg-panel"
        >
          {pages.flatMap((page) =>
            page.data.map((event) => (
              <AuditItem key={event.id} event={event} names={page.names} onChange={onChange} />
            )),
          )}
        </ol>
      )}
      <MorePages list={list} noun="event" shown={shown} />
    </div>
  );
}

const SKELETON_WIDTHS = [44, 60, 36, 52, 64, 40, 48, 56];

export function AuditSkeleton() {
  return (
    <ListSkeleton what="the events" widths={SKELETON_WIDTHS} className="gap-8">
      {(width) => (
        <>
          <Skeleton className="w-24" />
          <Skeleton className="w-32 max-sm:hidden" />
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="grow max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
