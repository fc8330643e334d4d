import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { ActivitySkeleton, ActivityView } from "@/components/activity/activity-view";
import { Page } from "@/components/ui/page";
import { isAdmin } from "@/lib/actor";
import { currentUser } from "@/lib/auth/server/page";
import { clock } from "@/lib/clock";
import { searchOf } from "@/lib/urls";
import { type ActivityFilters, activityFiltersIn, periodOf } from "@/lib/usage/filters";
import { groupsOptions, requestListOptions, timelineOptions } from "@/lib/usage/queries";
import { requestsQuery, usageQuery } from "@/lib/usage/schema";
import { listRequests, sumUsage } from "@/lib/usage/server/service";

export const metadata: Metadata = { title: "Activity" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  await currentUser();
  const filters = activityFiltersIn(searchOf(await searchParams));
  return (
    <Page
      title="Activity"
      lead="Requests through your profiles, including those from Try. Prompts and answers are not stored here."
    >
      <Suspense fallback={<ActivitySkeleton />}>
        <Prefetched filters={filters} />
      </Suspense>
    </Page>
  );
}

/** The newest requests and their sums; the browser continues the same queries. */
async function Prefetched({ filters }: { filters: ActivityFilters }) {
  const ctx = await currentUser();
  const client = new QueryClient();
  const { owner, span, group } = filters;
  const { from, by } = periodOf(span, clock.now());
  await Promise.all([
    client.infiniteQuery({
      ...requestListOptions(owner),
      queryFn: () => listRequests(ctx, requestsQuery.parse({ owner })),
    }),
    client.query({
      ...timelineOptions(filters),
      queryFn: () => sumUsage(ctx, usageQuery.parse({ owner, from, by })),
    }),
    client.query({
      ...groupsOptions(filters),
      queryFn: () => sumUsage(ctx, usageQuery.parse({ owner, from, by: "all", group })),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ActivityView isAdmin={isAdmin(ctx.actor)} />
    </HydrationBoundary>
  );
}
