import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { listHistory } from "@/lib/tasks/server/history-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(tasksContract.history, async ({ ctx, query }) => ({
    data: await listHistory(ctx, query),
  })),
);
