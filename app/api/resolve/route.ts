import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveAll } from "@/lib/assignments/server/resolve-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolveAll, async ({ ctx, query }) => {
    const all = await resolveAll(ctx, query);
    const headers = { "Cache-Control": "private, no-cache" };
    return { data: all, etag: "body", headers, resolved: all.data.map(({ source }) => source) };
  }),
);
