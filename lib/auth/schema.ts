import { z } from "zod";
import { sizedText } from "@/lib/registry/zod";

/** What `/login` sends. Whether it is right, the sign-in alone says. */
export const signInInput = z.strictObject({
  email: sizedText(1, 1000, "must be your email address").check(z.trim()),
  password: sizedText(1, 1000, "must be your password"),
});
export type SignInInput = z.infer<typeof signInInput>;
