import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profilesContract } from "@/lib/profiles/contract";
import { listRevisions } from "@/lib/profiles/server/revisions-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.revisions, async ({ ctx, params, query }) => ({
    data: await listRevisions(ctx, params.id, query),
  })),
);
