import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profileReply } from "@/app/api/models/profiles/reply";
import { profilesContract } from "@/lib/profiles/contract";
import { restoreRevision } from "@/lib/profiles/server/revisions-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.restore, async ({ ctx, params, expectedRevision }) =>
    profileReply(await restoreRevision(ctx, params.id, params.n, expectedRevision)),
  ),
);
