import { defineRoute, handle } from "@/lib/http/server/define-route";
import { careContract } from "@/lib/models/care-contract";
import { moveProfiles } from "@/lib/profiles/server/move-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(careContract.move, async ({ ctx, body }) => ({ data: await moveProfiles(ctx, body) })),
);
