import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { ProfileActions } from "@/components/profiles/profile-actions";
import { ProfileDetails } from "@/components/profiles/profile-details";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { isDefault, SystemBadge } from "@/components/profiles/rows";
import { Page } from "@/components/ui/page";
import { getConfig } from "@/lib/assignments/server/service";
import { tasksOf } from "@/lib/assignments/uses";
import { currentUser, orNotFound } from "@/lib/auth/server/page";
import { pageOnly } from "@/lib/http/pagination";
import { REVISIONS_LIMIT, revisionListOptions } from "@/lib/profiles/queries";
import { profileQuery, revisionPage } from "@/lib/profiles/query";
import { profile as profileSchema } from "@/lib/profiles/schema";
import { listRevisions } from "@/lib/profiles/server/revisions-service";
import { getProfile, listProfiles } from "@/lib/profiles/server/service";

const readProfile = cache(async (id: string) =>
  profileSchema.parse(await orNotFound(getProfile(await currentUser(), id))),
);

export async function generateMetadata(props: PageProps<"/profiles/[id]">): Promise<Metadata> {
  return { title: (await readProfile((await props.params).id)).name };
}

/** The history with its first revisions in it, where it is what the address asks for. */
async function prefetchHistory(id: string, tab: string | string[] | undefined) {
  const client = new QueryClient();
  if (tab === "history") {
    const ctx = await currentUser();
    const query = pageOnly.parse({ limit: REVISIONS_LIMIT });
    await client.infiniteQuery({
      ...revisionListOptions(id),
      queryFn: async () => revisionPage.parse(await listRevisions(ctx, id, query)),
    });
  }
  return dehydrate(client);
}

export default async function ProfilePage(props: PageProps<"/profiles/[id]">) {
  const ctx = await currentUser();
  const profile = await readProfile((await props.params).id);
  const history = await prefetchHistory(profile.id, (await props.searchParams).tab);
  const { base_profile_id } = profile;
  const [base, basedOn, config] = await Promise.all([
    base_profile_id === null ? null : getProfile(ctx, base_profile_id),
    listProfiles(ctx, profileQuery.parse({ owner: "me", base: profile.id, limit: "200" })),
    getConfig(ctx),
  ]);
  const nameOf = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current={profile.name} />
      <Page
        title={profile.name}
        lead={
          isDefault(profile) && (
            <>
              <SystemBadge /> A default cannot be deleted. Duplicate it to make it your own.
            </>
          )
        }
        actions={<ProfileActions profile={profile} />}
      >
        <HydrationBoundary state={history}>
          <ProfileTabs profile={profile} label="Profile">
            <ProfileDetails
              profile={profile}
              base={base && nameOf(base)}
              basedOn={basedOn.data.map(nameOf)}
              tasks={tasksOf(config, profile.id)}
            />
          </ProfileTabs>
        </HydrationBoundary>
      </Page>
    </div>
  );
}
