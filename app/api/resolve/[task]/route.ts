import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveAs } from "@/lib/gateway/server/dry-run-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { resolveReply } from "../reply";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolve, async ({ ctx, params, query }) => {
    const resolution = await resolveAs(ctx, params.task, query);
    return resolveReply(resolution, [resolution.source]);
  }),
);
