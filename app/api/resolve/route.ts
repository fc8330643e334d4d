import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveAll } from "@/lib/assignments/server/resolve-service";
import { defineRoute, handle } from "@/lib/http/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolveAll, async ({ ctx, query }) => ({
    data: await resolveAll(ctx, query),
    etag: "body",
    headers: { "Cache-Control": "private, no-cache" },
  })),
);
