"use client";

import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/states";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { AuditFilters } from "@/lib/audit/filters";
import type { AuditPage } from "@/lib/audit/schema";
import { AuditItem } from "./audit-item";
import { AuditSkeleton } from "./audit-skeleton";

interface AuditListProps {
  list: UseInfiniteQueryResult<{ pages: AuditPage[] }>;
  /** The target that is asked for. */
  target: string;
  onChange: ChangeUrlState<AuditFilters>;
}

export function AuditList({ list, target, onChange }: AuditListProps) {
  if (list.isPending) return <AuditSkeleton />;
  // Events that are there stay, whatever a later refresh says.
  if (!list.data) return <PagesFailed list={list} />;
  const { pages } = list.data;
  const shown = pages.reduce((sum, page) => sum + page.data.length, 0);
  return (
    <div
      className={cn("grid min-w-0 gap-4", list.isPlaceholderData && "opacity-60")}
      aria-busy={list.isPlaceholderData}
    >
      {shown === 0 ? (
        <EmptyState icon={SearchX} title="No event matches">
          Clear filters, or choose an earlier day.
          {target !== "" && (
            <p>
              A target is written in full, such as profile:… with its id: open an event and press
              “All of this target”.
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
