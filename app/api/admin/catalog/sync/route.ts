import { defineRoute, handle } from "@/lib/http/server/define-route";
import { careContract } from "@/lib/models/care-contract";
import { syncCatalog } from "@/lib/models/server/file-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(careContract.sync, async ({ ctx }) => ({ data: await syncCatalog(ctx) })),
);
