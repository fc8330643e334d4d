import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { AssignmentsSkeleton } from "@/components/assignments/assignments-skeleton";
import { AssignmentsView } from "@/components/assignments/assignments-view";
import { Page } from "@/components/ui/page";
import { configOptions } from "@/lib/assignments/queries";
import { getConfig } from "@/lib/assignments/server/service";
import type { UserActor } from "@/lib/actor";
import { currentUser } from "@/lib/auth/server/page";
import type { Context } from "@/lib/context";
import { pack } from "@/lib/http/browser/packed";
import { allProfilesOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import { taskHistoryOptions } from "@/lib/tasks/queries";
import { historyQuery } from "@/lib/tasks/schema";
import { listHistory } from "@/lib/tasks/server/history-service";
import { searchOf } from "@/lib/urls";
import { readListed } from "../profiles/prefetch";

export const metadata: Metadata = { title: "Assignments" };

export default async function AssignmentsPage({ searchParams }: PageProps<"/assignments">) {
  await currentUser();
  const view = searchOf(await searchParams).get("view");
  return (
    <Page title="Assignments" lead="Choose a profile for each task.">
      <Suspense fallback={<AssignmentsSkeleton />}>
        <Prefetched hasHistory={view === "history"} />
      </Suspense>
    </Page>
  );
}

async function readProfiles(ctx: Context<UserActor>): Promise<ListedProfile[]> {
  const found: ListedProfile[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const next: Record<string, string> = cursor === "" ? {} : { cursor };
    const page = await readListed(ctx, { owner: "all", limit: "200", ...next });
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found;
}

/** All that can be chosen, and the history if it is open; the browser continues the same queries. */
async function Prefetched({ hasHistory }: { hasHistory: boolean }) {
  const ctx = await currentUser();
  const client = new QueryClient();
  await Promise.all([
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
    client.query({ ...allProfilesOptions(), queryFn: () => readProfiles(ctx) }),
    hasHistory &&
      client.infiniteQuery({
        ...taskHistoryOptions(null),
        queryFn: () => listHistory(ctx, historyQuery.parse({})),
      }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client, { serializeData: pack })}>
      <AssignmentsView />
    </HydrationBoundary>
  );
}
