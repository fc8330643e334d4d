import { defineRoute, handle } from "@/lib/http/server/define-route";
import { playgroundContract } from "@/lib/playground/contract";
import { removeExample } from "@/lib/playground/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(playgroundContract.removeExample, async ({ ctx, params }) => {
    await removeExample(ctx, params.task, params.id);
    return {};
  }),
);
