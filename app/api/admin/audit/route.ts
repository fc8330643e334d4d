import { auditContract } from "@/lib/audit/contract";
import { listAudit } from "@/lib/audit/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(auditContract.list, async ({ ctx, query }) => ({ data: await listAudit(ctx, query) })),
);
