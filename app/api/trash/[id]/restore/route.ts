import { defineRoute, handle } from "@/lib/http/server/define-route";
import { trashContract } from "@/lib/profiles/trash-contract";
import { restoreFromTrash } from "@/lib/profiles/server/trash-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(trashContract.restore, async ({ ctx, params }) => ({
    data: await restoreFromTrash(ctx, params.id),
  })),
);
