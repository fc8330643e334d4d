import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DefaultsView } from "@/components/profiles/defaults/defaults-view";
import { currentAdmin } from "@/lib/auth/server/page";
import { prefetchDefaults } from "../../profiles/prefetch";

export const metadata: Metadata = { title: "Defaults" };

export default async function DefaultsPage() {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  await prefetchDefaults(ctx, client);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DefaultsView />
    </HydrationBoundary>
  );
}
