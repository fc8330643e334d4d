import { defineRoute, handle } from "@/lib/http/server/define-route";
import { removeSource, updateSource } from "@/lib/models/server/sources-service";
import { sourcesContract } from "@/lib/models/catalog-contract";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(sourcesContract.patch, async ({ ctx, params, body }) => ({
    data: await updateSource(ctx, params.id, body),
  })),
  handle(sourcesContract.remove, async ({ ctx, params }) => {
    await removeSource(ctx, params.id);
    return {};
  }),
);
