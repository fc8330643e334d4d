import { defineRoute, handle } from "@/lib/http/server/define-route";
import { playgroundContract } from "@/lib/playground/contract";
import { addExample, listExamples } from "@/lib/playground/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(playgroundContract.examples, async ({ ctx, params }) => ({
    data: await listExamples(ctx, params.task),
  })),
  handle(playgroundContract.addExample, async ({ ctx, params, body }) => ({
    data: await addExample(ctx, params.task, body),
  })),
);
