import { assignmentsContract } from "@/lib/assignments/contract";
import type { Config } from "@/lib/assignments/schema";
import { configRevision } from "@/lib/assignments/server/revision-service";
import { getConfig, setConfig } from "@/lib/assignments/server/service";
import type { Context } from "@/lib/context";
import { revisionTag } from "@/lib/http/server/conditional";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import type { Reply } from "@/lib/http/server/reply";

/** The choices with the tag of their state. */
function configReply(ctx: Context, config: Config): Reply {
  return { data: config, etag: revisionTag(configRevision(ctx, config)) };
}

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.config, async ({ ctx }) => configReply(ctx, await getConfig(ctx))),
  handle(assignmentsContract.replaceConfig, async ({ ctx, body, expectedRevision }) =>
    configReply(ctx, await setConfig(ctx, body, { replace: true, expectedRevision })),
  ),
  handle(assignmentsContract.patchConfig, async ({ ctx, body, expectedRevision }) =>
    configReply(ctx, await setConfig(ctx, body, { replace: false, expectedRevision })),
  ),
);
