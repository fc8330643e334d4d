import { z } from "zod";
import { KEY_OPTIONS } from "@/lib/actor";
import { keyInput } from "@/lib/keys/schema";

const { name, scopes, caller_parameters, system_prompt, models, max_parallel } = keyInput.shape;
const DAY = 24 * 60 * 60 * 1000;

/** The last moment of a day in the browser's time zone; NaN for an invalid date. */
function endOfDay(date: string): number {
  return new Date(`${date}T23:59:59`).getTime();
}

const namesOrAll = (names: string[]) => (names.length === 0 ? null : names);
const numberOrAny = (text: string) => (text.trim() === "" ? null : Number(text));

/** The form's fields, converted to the request. Loaded by the form at its first validation. */
export const keyForm = z
  .object({
    name,
    scopes,
    /** A number of days, no expiry, or the end of a day. */
    expiry: z.enum(["30", "90", "365", "never", "date"]),
    date: z.string(),
    caller_parameters: caller_parameters.unwrap(),
    system_prompt: system_prompt.unwrap(),
    models: z
      .array(z.string())
      .transform(namesOrAll)
      .refine((names) => models.safeParse(names).success, {
        error: "must be at most 100 names, each of up to 500 characters",
      }),
    max_parallel: z
      .string()
      .transform(numberOrAny)
      .refine((count) => max_parallel.safeParse(count).success, {
        error: "must be a whole number from 1 to 1,000, or empty",
      }),
  })
  .refine(({ expiry, date }) => expiry !== "date" || endOfDay(date) > Date.now(), {
    path: ["date"],
    // Reported together with the other errors.
    when: () => true,
    error: "Choose today or a later date.",
  })
  .transform(({ expiry, date, ...fields }) => {
    // Without the scope, the options are not shown and have no effect.
    const request = fields.scopes.includes("infer") ? fields : { ...fields, ...KEY_OPTIONS };
    if (expiry === "never") return { ...request, expires_at: null };
    const end = expiry === "date" ? endOfDay(date) : Date.now() + Number(expiry) * DAY;
    return { ...request, expires_at: new Date(end).toISOString() };
  });
export type KeyForm = z.input<typeof keyForm>;
export type KeyRequest = z.output<typeof keyForm>;
