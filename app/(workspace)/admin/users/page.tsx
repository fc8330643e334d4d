import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Suspense } from "react";
import { InviteButton } from "@/components/admin/users/invite-button";
import { UsersSkeleton } from "@/components/admin/users/user-list";
import { UsersView } from "@/components/admin/users/users-view";
import { Page } from "@/components/ui/page";
import { chosenIn, searchOf } from "@/lib/urls";
import { currentAdmin } from "@/lib/auth/server/page";
import { settingsOptions } from "@/lib/settings/queries";
import { getSettings } from "@/lib/settings/server/service";
import { type UserFilters, userFiltersIn } from "@/lib/users/filters";
import { userListOptions } from "@/lib/users/queries";
import { userPage, userQuery } from "@/lib/users/schema";
import { listUsers } from "@/lib/users/server/service";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage({ searchParams }: PageProps<"/admin/users">) {
  await currentAdmin();
  const filters = userFiltersIn(searchOf(await searchParams));
  return (
    <Page title="Users" lead="Who can sign in, and who is an admin." actions={<InviteButton />}>
      <Suspense fallback={<UsersSkeleton />}>
        <Prefetched filters={filters} />
      </Suspense>
    </Page>
  );
}

/** The list with its first page; the browser continues the same queries. */
async function Prefetched({ filters }: { filters: UserFilters }) {
  const ctx = await currentAdmin();
  const client = new QueryClient();
  const query = userQuery.parse(chosenIn(filters));
  await Promise.all([
    client.infiniteQuery({
      ...userListOptions(filters),
      queryFn: async () => userPage.parse(await listUsers(ctx, query)),
    }),
    client.query({ ...settingsOptions(), queryFn: () => getSettings(ctx) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UsersView me={ctx.actor.id} />
    </HydrationBoundary>
  );
}
