import { defineRoute, handle } from "@/lib/http/server/define-route";
import { modelsContract } from "@/lib/models/contract";
import { listModelRows } from "@/lib/models/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(modelsContract.rows, async ({ ctx }) => ({
    data: await listModelRows(ctx),
    etag: "body",
    headers: { "Cache-Control": "private, no-cache" },
  })),
);
