import { defineRoute, handle } from "@/lib/http/server/define-route";
import { careContract } from "@/lib/models/care-contract";
import { previewMove } from "@/lib/profiles/server/move-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(careContract.movePreview, async ({ ctx, body }) => ({
    data: await previewMove(ctx, body),
  })),
);
