import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { AuditSkeleton } from "@/components/admin/audit/audit-view";
import { AuditView } from "@/components/admin/audit/audit-view";
import { Page } from "@/components/ui/page";
import { chosenIn, searchOf } from "@/lib/urls";
import { type AuditFilters, auditFiltersIn } from "@/lib/audit/filters";
import { auditListOptions } from "@/lib/audit/queries";
import { auditPage, auditQuery } from "@/lib/audit/schema";
import { listAudit } from "@/lib/audit/server/service";
import { currentAdmin } from "@/lib/auth/server/page";
import { settingsOptions } from "@/lib/settings/queries";
import { getSettings } from "@/lib/settings/server/service";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  await currentAdmin();
  const filters = auditFiltersIn(searchOf(await searchParams));
  return (
    <Page title="Audit" lead="Who changed what, when and from where.">
      <Suspense fallback={<AuditSkeleton />}>
        <Prefetched filters={filters} />
      </Suspense>
    </Page>
  );
}

/** The newest events; the browser continues the same queries. */
async function Prefetched({ filters }: { filters: AuditFilters }) {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  const query = auditQuery.parse(chosenIn(filters));
  await Promise.all([
    client.infiniteQuery({
      ...auditListOptions(filters),
      queryFn: async () => auditPage.parse(await listAudit(ctx, query)),
    }),
    client.query({ ...settingsOptions(), queryFn: () => getSettings(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AuditView />
    </HydrationBoundary>
  );
}
