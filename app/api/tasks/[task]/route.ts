import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { tuneTask } from "@/lib/tasks/server/tune-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(tasksContract.tune, async ({ ctx, params, body, expectedRevision }) => {
    const { data, tag } = await tuneTask(ctx, params.task, body, expectedRevision);
    return { data, etag: tag };
  }),
);
