import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CareView } from "@/components/admin/catalog/care-view";
import { currentAdmin } from "@/lib/auth/server/page";
import { catalogCareOptions } from "@/lib/models/queries";
import { catalogCare as careSchema } from "@/lib/models/source-schema";
import { catalogCare } from "@/lib/moves/server/service";

export const metadata: Metadata = { title: "Catalog" };

export default async function CatalogCarePage() {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  await client.query({
    ...catalogCareOptions(),
    queryFn: async () => careSchema.parse(await catalogCare(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CareView />
    </HydrationBoundary>
  );
}
