import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import { TasksSkeleton } from "@/components/tasks/task-list";
import { Page } from "@/components/ui/page";
import type { UserActor } from "@/lib/actor";
import { overviewList } from "@/lib/assignments/overview-schema";
import { overviewOptions, resolveOptions } from "@/lib/assignments/queries";
import { resolved as resolvedSchema } from "@/lib/assignments/schema";
import { listOverview } from "@/lib/assignments/server/overview-service";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { currentUser } from "@/lib/auth/server/page";
import type { Context } from "@/lib/context";
import { isDefault } from "@/lib/profiles/policy";
import type { Task } from "@/lib/registry/types";
import { prefetchEditorBasis } from "../profiles/prefetch";
import { Home } from "./home";

/** The tasks, with the panel of one of them. */
export function TasksPage({ task }: { task?: Task }) {
  return (
    // On a narrow window, a task takes the place of the list and its heading.
    <div className="max-lg:has-[aside]:[&_h1]:sr-only">
      <Page title="Tasks">
        <Suspense fallback={<TasksSkeleton />}>
          <Prefetched {...(task ? { task } : {})} />
        </Suspense>
      </Page>
    </div>
  );
}

/** What a task uses, and what its form needs. */
async function prefetchTask(ctx: Context<UserActor>, client: QueryClient, { key }: Task) {
  const resolved = resolvedSchema.parse(await resolveTask(ctx, key, { strict: false }));
  await client.query({ ...resolveOptions(key), queryFn: () => resolved });
  const { profile } = resolved;
  const base = isDefault(profile) ? profile.id : profile.base_profile_id;
  await prefetchEditorBasis(ctx, client, { ...profile, base_profile_id: base });
}

/** All data for the first render; the browser continues the same queries. */
async function Prefetched({ task }: { task?: Task }) {
  const ctx = await currentUser();
  const client = new QueryClient();
  await Promise.all([
    client.query({
      ...overviewOptions(),
      queryFn: async () => overviewList.parse(await listOverview(ctx)),
    }),
    task && prefetchTask(ctx, client, task),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Home userId={ctx.actor.id} />
    </HydrationBoundary>
  );
}
