import { z } from "zod";
import { passwordInput } from "@/lib/users/schema";

/** The request, and the new password once more: nobody can send a forgotten one again. */
export const passwordForm = z
  .object({ ...passwordInput.shape, repeated: z.string() })
  .refine(({ new_password, repeated }) => new_password === repeated, {
    path: ["repeated"],
    // Told together with the other faults.
    when: () => true,
    error: "This is not the same password.",
  });
