import { defineRoute, handle } from "@/lib/http/server/define-route";
import { catalogContract } from "@/lib/models/catalog-contract";
import { catalogStatus } from "@/lib/moves/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(catalogContract.care, async ({ ctx }) => ({ data: await catalogStatus(ctx) })),
);
