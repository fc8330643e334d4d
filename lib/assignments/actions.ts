"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { assignmentsContract } from "./contract";
import { setConfig } from "./server/service";

/** The tasks that are sent change, all or nothing; null goes back to the default. @throws 401, 422 */
export const setConfigAction = defineAction(
  assignmentsContract.patchConfig,
  ({ ctx, body, expectedRevision }) => setConfig(ctx, body, { replace: false, expectedRevision }),
);
