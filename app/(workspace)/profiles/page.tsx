import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { ProfilesSkeleton } from "@/components/profiles/profile-list";
import { ProfilesView } from "@/components/profiles/profiles-view";
import { ButtonLink } from "@/components/ui/button-link";
import { Page } from "@/components/ui/page";
import { chosenIn, searchOf } from "@/lib/urls";
import { configOptions } from "@/lib/assignments/queries";
import { getConfig } from "@/lib/assignments/server/service";
import { currentUser } from "@/lib/auth/server/page";
import { filtersIn, type ProfileFilters } from "@/lib/profiles/filters";
import { EFFECTIVE_FIELDS, profileCountsOptions, profileListOptions } from "@/lib/profiles/queries";
import { readListed } from "./prefetch";

export const metadata: Metadata = { title: "Profiles" };

export default async function ProfilesPage({ searchParams }: PageProps<"/profiles">) {
  await currentUser();
  const filters = filtersIn(searchOf(await searchParams));
  return (
    <Page
      title="Profiles"
      actions={
        <>
          <ButtonLink href="/profiles/trash">
            <Trash2 aria-hidden />
            Trash
          </ButtonLink>
          <ButtonLink href="/profiles/new" variant="primary">
            New profile
          </ButtonLink>
        </>
      }
    >
      <Suspense fallback={<ProfilesSkeleton />}>
        <Prefetched filters={filters} />
      </Suspense>
    </Page>
  );
}

/** The list with its first page; the browser continues the same queries. */
async function Prefetched({ filters }: { filters: ProfileFilters }) {
  const ctx = await currentUser();
  const client = new QueryClient();
  const count = async (owner: string) =>
    (await readListed(ctx, { ...chosenIn(filters), owner, limit: "1" })).total;
  await Promise.all([
    client.infiniteQuery({
      ...profileListOptions(filters),
      queryFn: () => readListed(ctx, chosenIn(filters), EFFECTIVE_FIELDS),
    }),
    client.query({
      ...profileCountsOptions(filters),
      queryFn: async () => ({ me: await count("me"), system: await count("system") }),
    }),
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProfilesView />
    </HydrationBoundary>
  );
}
