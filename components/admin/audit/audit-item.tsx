"use client";

import { lazy, memo } from "react";
import { DisclosureRow } from "@/components/ui/disclosure-row";
import { Time } from "@/components/ui/time";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { AuditFilters } from "@/lib/audit/filters";
import { actionText, authorText, type Names, targetText } from "@/lib/audit/labels";
import type { AuditEvent } from "@/lib/audit/schema";
import { recordedText } from "@/lib/bounds/words";

const load = () => import("./audit-details");
const AuditDetails = lazy(load);

export interface AuditItemProps {
  event: AuditEvent;
  names: Names;
  onChange: ChangeUrlState<AuditFilters>;
}

/** Time, actor, action and target; several lines on a narrow window. */
function Summary({ event, names }: Pick<AuditItemProps, "event" | "names">) {
  const { kind, name } = targetText(event, names);
  const limit = event.target.startsWith("bound:") && recordedText(event.after ?? event.before);
  return (
    <span className="grid gap-x-4 lg:grid-cols-[8rem_minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)] lg:items-baseline">
      <span className="text-muted max-lg:order-last max-lg:text-xs">
        <Time iso={event.created_at} />
      </span>
      <span className="truncate max-lg:order-1">
        {authorText(event, names)}
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
            {limit && `, ${limit}`}
          </>
        )}
      </span>
    </span>
  );
}

/** One event. Opening it shows its changes and origin. */
export const AuditItem = memo(function AuditItem(props: AuditItemProps) {
  return (
    <DisclosureRow summary={<Summary {...props} />} onApproach={() => void load()}>
      <AuditDetails {...props} />
    </DisclosureRow>
  );
});
