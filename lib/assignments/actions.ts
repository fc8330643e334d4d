"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { config, configInput } from "./schema";
import { setConfig } from "./server/service";

/** The tasks that are sent change, all or nothing; null goes back to the default. @throws 401, 422 */
export const setConfigAction = defineAction(configInput, async (ctx, input) =>
  config.parse(await setConfig(ctx, input, false)),
);
