import { defineRoute, handle } from "@/lib/http/server/define-route";
import { catalogContract } from "@/lib/models/catalog-contract";
import { syncCatalog } from "@/lib/models/server/file-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(catalogContract.sync, async ({ ctx }) => ({ data: await syncCatalog(ctx) })),
);
