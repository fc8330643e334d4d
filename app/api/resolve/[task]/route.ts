import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolve, async ({ ctx, params, query }) => {
    const data = await resolveTask(ctx, params.task, query);
    const headers = { "Cache-Control": "private, no-cache" };
    return { data, etag: "body", headers, resolved: [data.source] };
  }),
);
