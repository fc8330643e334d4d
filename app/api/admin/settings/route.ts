import { defineRoute, handle } from "@/lib/http/server/define-route";
import { settingsContract } from "@/lib/settings/contract";
import { getSettings, updateSettings } from "@/lib/settings/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(settingsContract.get, async ({ ctx }) => ({ data: await getSettings(ctx) })),
  handle(settingsContract.patch, async ({ ctx, body }) => ({
    data: await updateSettings(ctx, body),
  })),
);
