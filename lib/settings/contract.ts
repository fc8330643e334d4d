import { z } from "zod";
import { show } from "@/lib/registry/messages";
import { endpoint } from "@/lib/http/endpoint";

/** A hundred years. */
export const MAX_DAYS = 36_500;

/** The settings of the installation. */
export const settings = z
  .object({
    registration_open: z.boolean().meta({ description: "Whether people may register" }),
    audit_days: z.number().int().meta({ description: "Days to keep audit events; 0: forever" }),
    request_days: z
      .number()
      .int()
      .meta({ description: "Days to keep the gateway's requests; 0: forever" }),
    usage_days: z
      .number()
      .int()
      .meta({ description: "Days to keep hourly sums of the gateway's requests; 0: forever" }),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = {
  registration_open: true,
  audit_days: 0,
  request_days: 30,
  usage_days: 400,
};

const daysError = (issue: { input?: unknown }) =>
  `must be a whole number of days from 0 (forever) to ${MAX_DAYS}; you entered ${show(issue.input)}`;

const days = z
  .number({ error: daysError })
  .int({ error: daysError })
  .min(0, { error: daysError })
  .max(MAX_DAYS, { error: daysError })
  .optional();

export const settingsPatch = z.strictObject(
  {
    registration_open: z
      .boolean({ error: (issue) => `must be true or false; you entered ${show(issue.input)}` })
      .optional(),
    audit_days: days,
    request_days: days,
    usage_days: days,
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not a setting; the settings are ${Object.keys(settings.shape).join(", ")}`
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
export type SettingsPatch = z.infer<typeof settingsPatch>;

const tag = "Administration";

export const settingsContract = {
  get: endpoint({
    method: "GET",
    path: "/api/admin/settings",
    tag,
    summary: "Read the settings of the installation",
    access: ["admin"],
    response: settings,
    examples: [{ summary: "All settings", status: 200 }],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/settings",
    tag,
    summary: "Change settings",
    access: ["admin"],
    body: settingsPatch,
    response: settings,
    errors: ["validation_failed"],
    examples: [{ summary: "Open registration", body: { registration_open: true }, status: 200 }],
  }),
};
