import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { CatalogSkeleton, CatalogView } from "@/components/models/catalog-view";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";
import { pack } from "@/lib/http/browser/packed";
import { catalogOptions } from "@/lib/models/queries";
import { modelRows } from "@/lib/models/query";
import { listModelRows } from "@/lib/models/server/service";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  await currentUser();
  return (
    <Page title="Models">
      <Suspense fallback={<CatalogSkeleton />}>
        <Prefetched />
      </Suspense>
    </Page>
  );
}

/** The catalog with its rows; the browser continues the same query. */
async function Prefetched() {
  const ctx = await currentUser();
  const client = new QueryClient();
  await client.query({
    ...catalogOptions(),
    queryFn: async () => modelRows.parse(await listModelRows(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client, { serializeData: pack })}>
      <CatalogView />
    </HydrationBoundary>
  );
}
