import { defineRoute, handle } from "@/lib/http/define-route";
import { profileReply } from "@/lib/http/profile-reply";
import { profilesContract } from "@/lib/profiles/contract";
import { createProfile, listProfiles } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.list, async ({ ctx, query }) => ({
    data: await listProfiles(ctx, query),
  })),
  handle(profilesContract.create, async ({ ctx, body }) =>
    profileReply(await createProfile(ctx, body), { created: true }),
  ),
);
