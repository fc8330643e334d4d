"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { settingsContract } from "./contract";
import { updateSettings } from "./server/service";

export const updateSettingsAction = defineAction(settingsContract.patch, ({ ctx, body }) =>
  updateSettings(ctx, body),
);
