import { enginesContract } from "@/lib/engines/contract";
import { createEngine, listEngines } from "@/lib/engines/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.list, async ({ ctx }) => ({ data: await listEngines(ctx) })),
  handle(enginesContract.create, async ({ ctx, body }) => ({
    data: await createEngine(ctx, body),
  })),
);
