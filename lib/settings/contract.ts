import { z } from "zod";
import { show } from "@/lib/registry/words";
import { endpoint } from "@/lib/http/endpoint";

/** A hundred years; more is for ever. */
export const MAX_AUDIT_DAYS = 36_500;

/** What an admin sets for the whole installation. */
export const settings = z
  .object({
    registration_open: z.boolean().meta({ description: "Whether anybody may register" }),
    audit_days: z
      .number()
      .int()
      .meta({ description: "Days for which events of the audit are kept; 0: for ever" }),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = { registration_open: true, audit_days: 0 };

const days = (issue: { input?: unknown }) =>
  `must be a whole number of days from 0 (for ever) to ${MAX_AUDIT_DAYS}; you entered ${show(issue.input)}`;

export const settingsPatch = z.strictObject(
  {
    registration_open: z
      .boolean({ error: (issue) => `must be true or false; you entered ${show(issue.input)}` })
      .optional(),
    audit_days: z
      .number({ error: days })
      .int({ error: days })
      .min(0, { error: days })
      .max(MAX_AUDIT_DAYS, { error: days })
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not a setting; those are ${Object.keys(settings.shape).join(", ")}`
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
    summary: "What is set for the whole installation",
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
    examples: [{ summary: "Let people register", body: { registration_open: true }, status: 200 }],
  }),
};
