import { assignmentsContract } from "@/lib/assignments/contract";
import { listOverview } from "@/lib/assignments/server/overview-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.overview, async ({ ctx }) => ({ data: await listOverview(ctx) })),
);
