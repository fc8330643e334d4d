import { z } from "zod";
import { keyInput } from "@/lib/keys/schema";

const DAY = 24 * 60 * 60 * 1000;

/** The ends a key can be given: so many days, none, or the end of a day. */
export const EXPIRIES = ["30", "90", "365", "never", "date"] as const;

/** The form's own fields; what they send is a `keyInput`. */
export const keyForm = z
  .object({
    name: keyInput.shape.name,
    scopes: keyInput.shape.scopes,
    expiry: z.enum(EXPIRIES),
    date: z.string(),
  })
  .refine(({ expiry, date }) => expiry !== "date" || endOfDay(date) > Date.now(), {
    path: ["date"],
    // Told together with the other faults.
    when: () => true,
    error: "Choose today or a later day.",
  });
export type KeyForm = z.infer<typeof keyForm>;

/** The last moment of a day where the person is; NaN when it is none. */
function endOfDay(date: string): number {
  return new Date(`${date}T23:59:59`).getTime();
}

/** The form as the request that it stands for. */
export function keyRequest({ name, scopes, expiry, date }: KeyForm) {
  if (expiry === "never") return { name, scopes, expires_at: null };
  const end = expiry === "date" ? endOfDay(date) : Date.now() + Number(expiry) * DAY;
  return { name, scopes, expires_at: new Date(end).toISOString() };
}
