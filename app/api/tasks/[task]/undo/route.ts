import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { undoTask } from "@/lib/tasks/server/undo-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(tasksContract.undo, async ({ ctx, params }) => ({
    data: await undoTask(ctx, params.task),
  })),
);
