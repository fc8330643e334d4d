import { z } from "zod";
import { keyInput } from "@/lib/keys/schema";
import { endOfDay } from "./key-request";

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
