"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { settingsPatch } from "./schema";
import { updateSettings } from "./server/service";

/** @throws 401, 403, 422 */
export const updateSettingsAction = defineAction(settingsPatch, (ctx, patch) =>
  updateSettings(ctx, patch),
);
