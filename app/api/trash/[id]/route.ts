import { defineRoute, handle } from "@/lib/http/server/define-route";
import { trashContract } from "@/lib/profiles/trash-contract";
import { purgeFromTrash } from "@/lib/profiles/server/trash-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(trashContract.purge, async ({ ctx, params }) => {
    await purgeFromTrash(ctx, params.id);
    return {};
  }),
);
