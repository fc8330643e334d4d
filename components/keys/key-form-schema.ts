import { z } from "zod";
import { keyInput } from "@/lib/keys/schema";

const DAY = 24 * 60 * 60 * 1000;

/** The last moment of a day in the browser's time zone; NaN for an invalid date. */
function endOfDay(date: string): number {
  return new Date(`${date}T23:59:59`).getTime();
}

/** The form's fields, converted to the request. Loaded by the form at its first validation. */
export const keyForm = z
  .object({
    name: keyInput.shape.name,
    scopes: keyInput.shape.scopes,
    /** A number of days, no expiry, or the end of a day. */
    expiry: z.enum(["30", "90", "365", "never", "date"]),
    date: z.string(),
  })
  .refine(({ expiry, date }) => expiry !== "date" || endOfDay(date) > Date.now(), {
    path: ["date"],
    // Reported together with the other errors.
    when: () => true,
    error: "Choose today or a later date.",
  })
  .transform(({ name, scopes, expiry, date }) => {
    if (expiry === "never") return { name, scopes, expires_at: null };
    const end = expiry === "date" ? endOfDay(date) : Date.now() + Number(expiry) * DAY;
    return { name, scopes, expires_at: new Date(end).toISOString() };
  });
export type KeyForm = z.input<typeof keyForm>;
export type KeyRequest = z.output<typeof keyForm>;
