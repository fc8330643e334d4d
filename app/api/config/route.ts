import { assignmentsContract } from "@/lib/assignments/contract";
import { getConfig, setConfig } from "@/lib/assignments/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.config, async ({ ctx }) => ({ data: await getConfig(ctx) })),
  handle(assignmentsContract.replaceConfig, async ({ ctx, body }) => ({
    data: await setConfig(ctx, body, true),
  })),
  handle(assignmentsContract.patchConfig, async ({ ctx, body }) => ({
    data: await setConfig(ctx, body, false),
  })),
);
