import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CatalogView } from "@/components/admin/catalog/catalog-view";
import { currentAdmin } from "@/lib/auth/server/page";
import { catalogStatusOptions } from "@/lib/models/queries";
import { catalogStatus as statusSchema } from "@/lib/models/catalog-schema";
import { catalogStatus } from "@/lib/moves/server/service";

export const metadata: Metadata = { title: "Catalog" };

export default async function CatalogPage() {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  await client.query({
    ...catalogStatusOptions(),
    queryFn: async () => statusSchema.parse(await catalogStatus(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CatalogView />
    </HydrationBoundary>
  );
}
