import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EnginesView } from "@/components/admin/engines/engines-view";
import { currentAdmin } from "@/lib/auth/server/page";
import { enginesOptions } from "@/lib/engines/queries";
import { engineList } from "@/lib/engines/schema";
import { listEngines } from "@/lib/engines/server/service";

export const metadata: Metadata = { title: "Engines" };

export default async function EnginesPage() {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  await client.query({
    ...enginesOptions(),
    queryFn: async () => engineList.parse(await listEngines(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EnginesView />
    </HydrationBoundary>
  );
}
