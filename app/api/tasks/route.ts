import { assignmentsContract } from "@/lib/assignments/contract";
import { listTasks } from "@/lib/assignments/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { changeTasks } from "@/lib/tasks/server/bulk-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.tasks, async ({ ctx }) => ({ data: await listTasks(ctx) })),
  handle(tasksContract.tuneMany, async ({ ctx, query, body }) => ({
    data: await changeTasks(ctx, body, query.dry_run),
  })),
);
