import { defineRoute, handle } from "@/lib/http/server/define-route";
import { tasksContract } from "@/lib/tasks/contract";
import { restoreAssignment } from "@/lib/tasks/server/undo-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(tasksContract.restore, async ({ ctx, params, body }) => {
    const { data, tag } = await restoreAssignment(ctx, params.task, body);
    return { data, etag: tag };
  }),
);
