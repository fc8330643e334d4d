import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { undoChange } from "@/lib/tasks/server/undo-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(tasksContract.undoChange, async ({ ctx, body }) => ({
    data: await undoChange(ctx, body),
  })),
);
