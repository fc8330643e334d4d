"use client";

import { ChevronRight } from "lucide-react";
import { lazy, memo, Suspense, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { AuditFilters } from "@/lib/audit/filters";
import { actionText, actorText, type Names, targetText } from "@/lib/audit/labels";
import type { AuditEvent } from "@/lib/audit/schema";

const load = () => import("./audit-details");
const AuditDetails = lazy(load);

export interface AuditItemProps {
  event: AuditEvent;
  names: Names;
  onChange: ChangeUrlState<AuditFilters>;
}

/** One event: time, actor, action and target. Opening it shows its changes and origin. */
export const AuditItem = memo(function AuditItem({ event, names, onChange }: AuditItemProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { kind, name } = targetText(event, names);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!isOpen)}
        className="grid w-full grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-2 px-3 py-2 text-left -outline-offset-2 hover:bg-hover/50"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 self-start text-muted translate-y-0.5", isOpen && "rotate-90")}
        />
        <span className="grid gap-x-4 lg:grid-cols-[8rem_minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)] lg:items-baseline">
          <span className="text-muted max-lg:order-last max-lg:text-xs">
            <Time iso={event.created_at} />
          </span>
          <span className="truncate max-lg:order-1">
            {actorText(event.actor, names)}
            {event.key_id !== null && <span className="text-muted"> by API key</span>}
          </span>
          <span className="font-medium">{actionText(event.action)}</span>
          <span className="truncate max-lg:order-2">
            {name === null ? (
              <span className="text-muted">{kind}</span>
            ) : (
              <>
                <span className="text-muted">{kind} </span>
                {name}
              </>
            )}
          </span>
        </span>
      </button>
      {isOpen && (
        <div id={id} className="border-t border-line bg-ground px-3 py-3 sm:pl-9">
          <Suspense fallback={<Skeleton className="w-96 max-w-full" />}>
            <AuditDetails event={event} names={names} onChange={onChange} />
          </Suspense>
        </div>
      )}
    </li>
  );
});
