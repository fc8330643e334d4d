import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { ProfileEditor } from "@/components/profiles/editor/profile-editor";
import { ProfileActions } from "@/components/profiles/profile-actions";
import { ProfileDetails } from "@/components/profiles/profile-details";
import { ProfileTabs } from "@/components/profiles/profile-tabs";
import { isDefault, SystemBadge } from "@/components/profiles/system";
import { Page } from "@/components/ui/page";
import { getConfig } from "@/lib/assignments/server/service";
import { tasksOf } from "@/lib/assignments/uses";
import { currentUser, orNotFound } from "@/lib/auth/server/page";
import { profileQuery } from "@/lib/profiles/query";
import { type Profile, profile as profileSchema } from "@/lib/profiles/schema";
import { getProfile, listProfiles } from "@/lib/profiles/server/service";
import { prefetchDefaults, prefetchHistory, prefetchProfile } from "../prefetch";

const readProfile = cache(async (id: string) =>
  profileSchema.parse(await orNotFound(getProfile(await currentUser(), id))),
);

export async function generateMetadata(props: PageProps<"/profiles/[id]">): Promise<Metadata> {
  return { title: (await readProfile((await props.params).id)).name };
}

export default async function ProfilePage(props: PageProps<"/profiles/[id]">) {
  const ctx = await currentUser();
  const profile = await readProfile((await props.params).id);
  const { tab } = await props.searchParams;
  const client = new QueryClient();
  await prefetchHistory(ctx, client, { id: profile.id, tab });
  if (profile.read_only) {
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <ReadOnly profile={profile} />
      </HydrationBoundary>
    );
  }
  await prefetchProfile(ctx, client, profile);
  if (isDefault(profile)) await prefetchDefaults(ctx, client);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProfileEditor key={profile.id} initial={profile} userId={ctx.actor.id} />
    </HydrationBoundary>
  );
}

/** A default of the system, to who may not change it. */
async function ReadOnly({ profile }: { profile: Profile }) {
  const ctx = await currentUser();
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
          <>
            <SystemBadge /> A default of the system. Duplicate it to make it your own.
          </>
        }
        actions={<ProfileActions profile={profile} />}
      >
        <ProfileTabs profile={profile} label="Profile">
          <ProfileDetails
            profile={profile}
            base={base && nameOf(base)}
            basedOn={basedOn.data.map(nameOf)}
            tasks={tasksOf(config, profile.id)}
          />
        </ProfileTabs>
      </Page>
    </div>
  );
}
