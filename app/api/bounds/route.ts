import { boundsContract } from "@/lib/bounds/contract";
import { listBounds } from "@/lib/bounds/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(boundsContract.list, async ({ ctx }) => ({ data: await listBounds(ctx), etag: "body" })),
);
