"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useUrlState } from "@/components/ui/use-url-state";
import { auditFiltersIn, NO_AUDIT_FILTERS } from "@/lib/audit/filters";
import { auditListOptions } from "@/lib/audit/queries";
import { actorText } from "@/lib/audit/labels";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditList } from "./audit-list";
import { Retention } from "./retention";

/** All of `/admin/audit`: what is shown stands in the address. */
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
