import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { AssignmentsSkeleton, AssignmentsView } from "@/components/assignments/assignments-view";
import { Page } from "@/components/ui/page";
import { configOptions } from "@/lib/assignments/queries";
import { getConfig } from "@/lib/assignments/server/service";
import type { UserActor } from "@/lib/actor";
import { currentUser } from "@/lib/auth/server/page";
import type { Context } from "@/lib/context";
import { catalogOptions } from "@/lib/models/queries";
import { modelRows } from "@/lib/models/query";
import { listModelRows } from "@/lib/models/server/service";
import { allProfilesOptions } from "@/lib/profiles/queries";
import { profilePage, profileQuery } from "@/lib/profiles/query";
import type { Profile } from "@/lib/profiles/schema";
import { listProfiles } from "@/lib/profiles/server/service";

export const metadata: Metadata = { title: "Assignments" };

export default async function AssignmentsPage() {
  await currentUser();
  return (
    <Page title="Assignments" lead="Choose a profile for each task.">
      <Suspense fallback={<AssignmentsSkeleton />}>
        <Prefetched />
      </Suspense>
    </Page>
  );
}

async function readProfiles(ctx: Context<UserActor>): Promise<Profile[]> {
  const found: Profile[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const query = profileQuery.parse({ owner: "all", limit: "200", cursor });
    const page = profilePage.parse(await listProfiles(ctx, query));
    found.push(...page.data);
    cursor = page.next_cursor;
  }
  return found;
}

/** The complete matrix; the browser continues the same queries. */
async function Prefetched() {
  const ctx = await currentUser();
  const client = new QueryClient();
  await Promise.all([
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
    client.query({ ...allProfilesOptions(), queryFn: () => readProfiles(ctx) }),
    client.query({
      ...catalogOptions(),
      queryFn: async () => modelRows.parse(await listModelRows(ctx)),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AssignmentsView />
    </HydrationBoundary>
  );
}
