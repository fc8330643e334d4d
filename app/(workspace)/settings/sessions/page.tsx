import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SessionsView } from "@/components/settings/sessions-view";
import { currentUser } from "@/lib/auth/server/page";
import { sessionsOptions } from "@/lib/sessions/queries";
import { sessionList } from "@/lib/sessions/schema";
import { listSessions } from "@/lib/sessions/server/service";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const ctx = await currentUser();
  const client = new QueryClient();
  await client.query({
    ...sessionsOptions(),
    queryFn: async () => sessionList.parse(await listSessions(ctx)),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SessionsView />
    </HydrationBoundary>
  );
}
