import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { TrashSkeleton, TrashView } from "@/components/profiles/trash/trash-view";
import { Page } from "@/components/ui/page";
import { configOptions } from "@/lib/assignments/queries";
import { getConfig } from "@/lib/assignments/server/service";
import { currentUser } from "@/lib/auth/server/page";
import { trashOptions } from "@/lib/profiles/queries";
import { listTrash } from "@/lib/profiles/server/trash-service";
import { trashQuery } from "@/lib/profiles/trash-contract";

export const metadata: Metadata = { title: "Trash" };

export default async function TrashPage() {
  await currentUser();
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current="Trash" />
      <Page
        title="Trash"
        lead="Profiles that you deleted. Each is kept for 30 days, with its history."
      >
        <Suspense fallback={<TrashSkeleton />}>
          <Prefetched />
        </Suspense>
      </Page>
    </div>
  );
}

/** The first page of the trash; the browser continues the same queries. */
async function Prefetched() {
  const ctx = await currentUser();
  const client = new QueryClient();
  await Promise.all([
    client.infiniteQuery({
      ...trashOptions(),
      queryFn: () => listTrash(ctx, trashQuery.parse({})),
    }),
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrashView />
    </HydrationBoundary>
  );
}
