import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profileReply } from "@/app/api/models/profiles/reply";
import { profilesContract } from "@/lib/profiles/contract";
import { duplicateProfile } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.duplicate, async ({ ctx, params, body }) =>
    profileReply(await duplicateProfile(ctx, params.id, body.name), { created: true }),
  ),
);
