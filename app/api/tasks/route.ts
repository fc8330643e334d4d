import { assignmentsContract } from "@/lib/assignments/contract";
import { listTasks } from "@/lib/assignments/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.tasks, async ({ ctx }) => ({ data: await listTasks(ctx) })),
);
