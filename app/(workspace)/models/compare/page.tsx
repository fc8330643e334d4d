import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { CompareSkeleton, CompareView } from "@/components/models/compare-view";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";
import { MOST_COMPARED, splitIds } from "@/lib/models/address";
import { modelOptions } from "@/lib/models/queries";
import { modelWithUse } from "@/lib/models/query";
import { listModelRows } from "@/lib/models/server/service";
import { getModelWithUse } from "@/lib/profiles/server/service";

export const metadata: Metadata = { title: "Compare models" };

export default async function ComparePage({ searchParams }: PageProps<"/models/compare">) {
  await currentUser();
  const [joined = ""] = [(await searchParams).ids].flat();
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/models", label: "Models" }]} current="Compare" />
      <Page title="Compare models">
        <Suspense fallback={<CompareSkeleton />}>
          <Prefetched ids={splitIds(joined).slice(0, MOST_COMPARED)} />
        </Suspense>
      </Page>
    </div>
  );
}

/** The comparison with its models; the browser continues the same queries. */
async function Prefetched({ ids }: { ids: readonly string[] }) {
  const ctx = await currentUser();
  const known = new Set((await listModelRows(ctx)).data.map(({ id }) => id));
  const client = new QueryClient();
  const there = ids.filter((id) => known.has(id));
  await Promise.all(
    there.map((id) =>
      client.query({
        ...modelOptions(id),
        queryFn: async () => modelWithUse.parse(await getModelWithUse(ctx, id)),
      }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CompareView missing={ids.filter((id) => !known.has(id))} />
    </HydrationBoundary>
  );
}
