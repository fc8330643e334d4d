import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KeysView } from "@/components/keys/keys-view";
import { currentUser } from "@/lib/auth/server/page";
import { keysOptions } from "@/lib/keys/queries";
import { keyList } from "@/lib/keys/schema";
import { listKeys } from "@/lib/keys/server/service";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const ctx = await currentUser();
  const client = new QueryClient();
  await client.query({
    ...keysOptions(),
    queryFn: async () => keyList.parse(await listKeys(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <KeysView isAdmin={ctx.actor.role === "admin"} />
    </HydrationBoundary>
  );
}
