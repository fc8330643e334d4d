import { defineRoute, handle } from "@/lib/http/server/define-route";
import { createSource, listSources } from "@/lib/models/server/sources-service";
import { sourcesContract } from "@/lib/models/catalog-contract";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(sourcesContract.list, async ({ ctx }) => ({ data: await listSources(ctx) })),
  handle(sourcesContract.create, async ({ ctx, body }) => ({
    data: await createSource(ctx, body),
  })),
);
