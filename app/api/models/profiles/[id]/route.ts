import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profileReply } from "@/app/api/models/profiles/reply";
import { profilesContract } from "@/lib/profiles/contract";
import { removeProfile } from "@/lib/profiles/server/remove-service";
import { getProfile, patchProfile, replaceProfile } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.get, async ({ ctx, params: { id } }) =>
    profileReply(await getProfile(ctx, id)),
  ),
  handle(profilesContract.replace, async ({ ctx, params: { id }, body, expectedRevision }) =>
    profileReply(await replaceProfile(ctx, id, body, expectedRevision)),
  ),
  handle(profilesContract.patch, async ({ ctx, params: { id }, body, expectedRevision }) =>
    profileReply(await patchProfile(ctx, id, body, expectedRevision)),
  ),
  handle(profilesContract.remove, async ({ ctx, params: { id }, expectedRevision }) => ({
    data: await removeProfile(ctx, id, expectedRevision),
  })),
);
