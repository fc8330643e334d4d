import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache } from "react";
import { ProfileEditor } from "@/components/profiles/editor/profile-editor";
import { ProfileReader } from "@/components/profiles/profile-reader";
import { isDefault } from "@/lib/profiles/policy";
import { currentUser, orNotFound } from "@/lib/auth/server/page";
import { profile as profileSchema } from "@/lib/profiles/schema";
import { getProfile } from "@/lib/profiles/server/service";
import { prefetchDefaults, prefetchEditor, prefetchHistory, prefetchReader } from "../prefetch";

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
    await prefetchReader(ctx, client, profile);
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <ProfileReader key={profile.id} initial={profile} />
      </HydrationBoundary>
    );
  }
  await prefetchEditor(ctx, client, profile);
  if (isDefault(profile)) await prefetchDefaults(ctx, client);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProfileEditor key={profile.id} initial={profile} userId={ctx.actor.id} />
    </HydrationBoundary>
  );
}
