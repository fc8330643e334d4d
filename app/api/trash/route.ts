import { defineRoute, handle } from "@/lib/http/server/define-route";
import { trashContract } from "@/lib/profiles/trash-contract";
import { emptyTrash, listTrash } from "@/lib/profiles/server/trash-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(trashContract.list, async ({ ctx, query }) => ({ data: await listTrash(ctx, query) })),
  handle(trashContract.empty, async ({ ctx }) => {
    await emptyTrash(ctx);
    return {};
  }),
);
