import { z } from "zod";
import { show } from "@/lib/registry/words";

/** What an admin sets for the whole installation. */
export const settings = z
  .object({
    registration_open: z.boolean().meta({ description: "Whether anybody may register" }),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SETTINGS: Settings = { registration_open: true };

export const settingsPatch = z.strictObject(
  {
    registration_open: z
      .boolean({ error: (issue) => `must be true or false; got ${show(issue.input)}` })
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a setting; those are registration_open"
        : `must be an object; got ${show(issue.input)}`,
  },
);
export type SettingsPatch = z.infer<typeof settingsPatch>;
