import { defineRoute, handle } from "@/lib/http/define-route";
import { modelsContract } from "@/lib/models/contract";
import { syncCatalog } from "@/lib/models/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(modelsContract.sync, async ({ ctx }) => ({ data: await syncCatalog(ctx) })),
);
