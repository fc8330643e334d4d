import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profileReply } from "@/app/api/models/profiles/reply";
import { profilesContract } from "@/lib/profiles/contract";
import { resetDefault } from "@/lib/profiles/server/defaults-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.reset, async ({ ctx, params, body, expectedRevision }) =>
    profileReply(await resetDefault(ctx, params.task, body, expectedRevision)),
  ),
);
