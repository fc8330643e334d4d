import type { QueryClient } from "@tanstack/react-query";
import { configOptions } from "@/lib/assignments/queries";
import { getConfig } from "@/lib/assignments/server/service";
import type { UserActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { boundsOptions } from "@/lib/bounds/queries";
import { listBounds } from "@/lib/bounds/server/service";
import { modelOptions } from "@/lib/models/queries";
import { modelWithUse } from "@/lib/models/query";
import type { ProfileContent } from "@/lib/values/content";
import { LISTED_FIELDS } from "@/lib/profiles/filters";
import {
  basedOnOptions,
  chainOptions,
  defaultListOptions,
  profileOptions,
  REVISION_FIELDS,
  REVISIONS_LIMIT,
  revisionListOptions,
} from "@/lib/profiles/queries";
import {
  type ContentPage,
  contentPage,
  defaultList,
  listedPage,
  type ListedPage,
  profileQuery,
  revisionQuery,
} from "@/lib/profiles/query";
import { profile as profileSchema, type Profile } from "@/lib/profiles/schema";
import { listDefaults } from "@/lib/profiles/server/defaults-service";
import { listRevisions } from "@/lib/profiles/server/revisions-service";
import { getModelWithUse } from "@/lib/profiles/server/service";
import { getProfile, listProfiles } from "@/lib/profiles/server/service";

type Reader = Context<UserActor>;

async function readChain(ctx: Reader, id: string | null): Promise<Profile[]> {
  const chain: Profile[] = [];
  for (let next = id; next !== null;) {
    const link = profileSchema.parse(await getProfile(ctx, next));
    chain.push(link);
    next = link.base_profile_id;
  }
  return chain;
}

/** A page of the list without prompts, as the browser reads it. */
export async function readListed(
  ctx: Reader,
  query: Readonly<Record<string, string>>,
  fields = LISTED_FIELDS,
): Promise<ListedPage> {
  const listed = profileQuery.parse({ ...query, fields });
  return listedPage.parse(await listProfiles(ctx, listed));
}

async function readModel(ctx: Reader, id: string) {
  return modelWithUse.parse(await getModelWithUse(ctx, id));
}

function prefetchChain(ctx: Reader, client: QueryClient, id: string | null) {
  return client.query({ ...chainOptions(id), queryFn: () => readChain(ctx, id) });
}

/** The limits, model and bases for the editor. Queries that fail are repeated in the browser. */
export async function prefetchEditorBasis(
  ctx: Reader,
  client: QueryClient,
  content: ProfileContent,
) {
  const { base_profile_id, model_name } = content;
  await Promise.allSettled([
    prefetchChain(ctx, client, base_profile_id),
    client.query({ ...boundsOptions(), queryFn: () => listBounds(ctx) }),
    client.query({ ...modelOptions(model_name), queryFn: () => readModel(ctx, model_name) }),
  ]);
}

/** The first revisions, if the URL selects the history tab. */
export async function prefetchHistory(
  ctx: Reader,
  client: QueryClient,
  { id, tab }: { id: string; tab: string | string[] | undefined },
) {
  if (tab !== "history") return;
  const query = revisionQuery.parse({ limit: REVISIONS_LIMIT, fields: REVISION_FIELDS });
  await client.infiniteQuery({
    ...revisionListOptions(id),
    queryFn: async (): Promise<ContentPage> =>
      contentPage.parse(await listRevisions(ctx, id, query)),
  });
}

/** A profile, the assignments, and the profiles based on it. */
async function prefetchUse(ctx: Reader, client: QueryClient, profile: Profile) {
  const { id } = profile;
  await Promise.all([
    client.query({ ...profileOptions(id), queryFn: () => profile }),
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
    client.query({
      ...basedOnOptions(id),
      queryFn: () => readListed(ctx, { owner: "me", base: id, limit: "200" }),
    }),
  ]);
}

/** All data for the first render of the editor. */
export async function prefetchEditor(ctx: Reader, client: QueryClient, profile: Profile) {
  await Promise.all([prefetchUse(ctx, client, profile), prefetchEditorBasis(ctx, client, profile)]);
}

/** All data for the first render of a read-only profile. */
export async function prefetchReader(ctx: Reader, client: QueryClient, profile: Profile) {
  await Promise.all([
    prefetchUse(ctx, client, profile),
    prefetchChain(ctx, client, profile.base_profile_id),
  ]);
}

/** The default profiles with the number of their users, for admins. */
export async function prefetchDefaults(ctx: Reader, client: QueryClient) {
  await client.query({
    ...defaultListOptions(),
    queryFn: async () => defaultList.parse(await listDefaults(ctx)),
  });
}
