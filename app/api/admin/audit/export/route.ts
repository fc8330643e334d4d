import { auditContract } from "@/lib/audit/contract";
import { exportAudit } from "@/lib/audit/server/export-service";
import { clock } from "@/lib/clock";
import { defineRoute, handle } from "@/lib/http/server/define-route";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(auditContract.export, ({ ctx, query }) => ({
    raw: exportAudit(ctx, query),
    headers: {
      "Content-Type": TYPES[query.format],
      "Content-Disposition": `attachment; filename="audit-${clock.iso().slice(0, 10)}.${query.format}"`,
    },
  })),
);
