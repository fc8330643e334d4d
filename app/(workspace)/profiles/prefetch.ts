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
import {
  basedOnOptions,
  chainOptions,
  defaultListOptions,
  profileOptions,
  REVISIONS_LIMIT,
  revisionListOptions,
} from "@/lib/profiles/queries";
import {
  defaultList,
  profilePage,
  profileQuery,
  revisionPage,
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

async function readModel(ctx: Reader, id: string) {
  return modelWithUse.parse(await getModelWithUse(ctx, id));
}

function prefetchChain(ctx: Reader, client: QueryClient, id: string | null) {
  return client.query({ ...chainOptions(id), queryFn: () => readChain(ctx, id) });
}

/** The bounds, the model and the bases that an editor starts with; what cannot be read is asked for anew there. */
export async function prefetchGround(ctx: Reader, client: QueryClient, content: ProfileContent) {
  const { base_profile_id, model_name } = content;
  await Promise.allSettled([
    prefetchChain(ctx, client, base_profile_id),
    client.query({ ...boundsOptions(), queryFn: () => listBounds(ctx) }),
    client.query({ ...modelOptions(model_name), queryFn: () => readModel(ctx, model_name) }),
  ]);
}

/** The history's first revisions, where it is what the address asks for. */
export async function prefetchHistory(
  ctx: Reader,
  client: QueryClient,
  { id, tab }: { id: string; tab: string | string[] | undefined },
) {
  if (tab !== "history") return;
  const query = revisionQuery.parse({ limit: REVISIONS_LIMIT });
  await client.infiniteQuery({
    ...revisionListOptions(id),
    queryFn: async () => revisionPage.parse(await listRevisions(ctx, id, query)),
  });
}

/** A profile and where it stands. */
async function prefetchStanding(ctx: Reader, client: QueryClient, profile: Profile) {
  const { id } = profile;
  const based = profileQuery.parse({ owner: "me", base: id, limit: "200" });
  await Promise.all([
    client.query({ ...profileOptions(id), queryFn: () => profile }),
    client.query({ ...configOptions(), queryFn: () => getConfig(ctx) }),
    client.query({
      ...basedOnOptions(id),
      queryFn: async () => profilePage.parse(await listProfiles(ctx, based)),
    }),
  ]);
}

/** All that the editor of a profile shows at first. */
export async function prefetchEditor(ctx: Reader, client: QueryClient, profile: Profile) {
  await Promise.all([prefetchStanding(ctx, client, profile), prefetchGround(ctx, client, profile)]);
}

/** All that is shown at first of a profile that one may only read. */
export async function prefetchReader(ctx: Reader, client: QueryClient, profile: Profile) {
  await Promise.all([
    prefetchStanding(ctx, client, profile),
    prefetchChain(ctx, client, profile.base_profile_id),
  ]);
}

/** The defaults with their reach, for an admin. */
export async function prefetchDefaults(ctx: Reader, client: QueryClient) {
  await client.query({
    ...defaultListOptions(),
    queryFn: async () => defaultList.parse(await listDefaults(ctx)),
  });
}
