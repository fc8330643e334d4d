import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { BoundsView } from "@/components/admin/bounds/bounds-view";
import { currentAdmin } from "@/lib/auth/server/page";
import { boundsOptions } from "@/lib/bounds/queries";
import { listBounds } from "@/lib/bounds/server/service";

export const metadata: Metadata = { title: "Limits" };

export default async function BoundsPage() {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  await client.query({ ...boundsOptions(), queryFn: () => listBounds(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BoundsView />
    </HydrationBoundary>
  );
}
