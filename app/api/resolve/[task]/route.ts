import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { defineRoute, handle } from "@/lib/http/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolve, async ({ ctx, params, query }) => ({
    data: await resolveTask(ctx, params.task, query),
    etag: "body",
    headers: { "Cache-Control": "private, no-cache" },
  })),
);
