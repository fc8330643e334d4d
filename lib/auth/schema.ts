import { z } from "zod";

/** What `/login` sends. Whether it is right, the sign-in alone says. */
export const signInInput = z.strictObject({
  email: z.string().trim().min(1, { error: "must be your email address" }).max(1000),
  password: z.string().min(1, { error: "must be your password" }).max(1000),
});
export type SignInInput = z.infer<typeof signInInput>;
