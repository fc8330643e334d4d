import { enginesContract } from "@/lib/engines/contract";
import { listEngineStatus } from "@/lib/engines/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.status, async ({ ctx }) => ({ data: await listEngineStatus(ctx) })),
);
