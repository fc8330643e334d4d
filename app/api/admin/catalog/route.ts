import { defineRoute, handle } from "@/lib/http/server/define-route";
import { careContract } from "@/lib/models/care-contract";
import { catalogCare } from "@/lib/moves/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(careContract.care, async ({ ctx }) => ({ data: await catalogCare(ctx) })),
);
