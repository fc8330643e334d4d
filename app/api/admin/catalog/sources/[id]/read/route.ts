import { defineRoute, handle } from "@/lib/http/server/define-route";
import { readSourceNow } from "@/lib/models/server/sources-service";
import { sourcesContract } from "@/lib/models/catalog-contract";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(sourcesContract.read, async ({ ctx, params }) => ({
    data: await readSourceNow(ctx, params.id),
  })),
);
