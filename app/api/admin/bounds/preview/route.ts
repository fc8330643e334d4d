import { boundsContract } from "@/lib/bounds/contract";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profilesBrokenBy } from "@/lib/profiles/server/admin-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(boundsContract.preview, async ({ ctx, body }) => ({
    data: await profilesBrokenBy(ctx, body),
  })),
);
