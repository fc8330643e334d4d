import { z } from "zod";
import { ROLES, SCOPES } from "@/lib/actor";
import { pageOf, pageQuery } from "@/lib/http/pagination";
import { show } from "@/lib/registry/words";
import { text } from "@/lib/registry/zod";
import { USER_SORTS } from "./filters";

const email = text(3, 254, "an email address of at most 254 characters")
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, {
    error: (issue) => `must be an email address; you entered ${show(issue.input)}`,
  });

/** Email addresses that differ only in case belong to one account. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** Messages never contain the password. */
const passwordLength = "must have 12 to 200 characters";
const password = z
  .string({ error: passwordLength })
  .min(12, { error: passwordLength })
  .max(200, { error: passwordLength });

const name = text(1, 120)
  .trim()
  .refine((value) => value.length > 0, { error: "must not be only spaces" });

/** `POST /api/setup` and `POST /api/register`. */
export const accountInput = z.strictObject(
  {
    name,
    email,
    password,
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are name, email, password"
        : `must be an object with name, email and password; you entered ${show(issue.input)}`,
  },
);
export type AccountInput = z.infer<typeof accountInput>;

/** What users change in their own accounts. */
export const nameInput = z.strictObject({ name });
export type NameInput = z.infer<typeof nameInput>;

export const passwordInput = z.strictObject({
  current_password: z.string().min(1, { error: "must be your password" }).max(1000),
  new_password: password,
});
export type PasswordInput = z.infer<typeof passwordInput>;

/** The form for it asks for the new password twice, because nobody can recover a mistyped one. */
export const passwordForm = z
  .object({ ...passwordInput.shape, repeated: z.string() })
  .refine(({ new_password, repeated }) => new_password === repeated, {
    path: ["repeated"],
    // Reported together with the other errors.
    when: () => true,
    error: "The passwords do not match.",
  });

export const role = z.enum(ROLES, {
  error: (issue) => `must be one of ${ROLES.join(", ")}; you entered ${show(issue.input)}`,
});

export const account = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role })
  .meta({ id: "Account" });

/** `GET /api/me`: with a key, also the key. */
export const me = account
  .extend({
    key: z.object({ id: z.string(), name: z.string(), scopes: z.array(z.enum(SCOPES)) }).optional(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof me>;

/** A user as shown to admins. */
export const user = account
  .extend({ disabled: z.boolean(), created_at: z.string(), updated_at: z.string() })
  .meta({ id: "User" });
export type User = z.infer<typeof user>;

export const userQuery = z.strictObject({
  q: z.string().max(200).optional().meta({ description: "Part of the name or email address" }),
  role: role.optional(),
  disabled: z
    .enum(["true", "false"], {
      error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
    })
    .transform((value) => value === "true")
    .optional()
    .meta({ description: "Whether the account is disabled" }),
  sort: z
    .enum(USER_SORTS, {
      error: (issue) => `must be one of ${USER_SORTS.join(", ")}; you entered ${show(issue.input)}`,
    })
    .default("created_at"),
  ...pageQuery,
});
export type UserQuery = z.infer<typeof userQuery>;
export const userPage = pageOf(user);
export type UserPage = z.infer<typeof userPage>;

export const userPatch = z.strictObject(
  {
    role: role.optional(),
    disabled: z
      .boolean({ error: (issue) => `must be true or false; you entered ${show(issue.input)}` })
      .optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are role, disabled"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);
export type UserPatch = z.infer<typeof userPatch>;

/** `POST /api/admin/users/{id}/password-reset`. */
export const resetLink = z
  .object({
    path: z.string().meta({
      description: "Path of the page where the user sets a new password; returned only here",
    }),
    expires_at: z.string(),
  })
  .meta({ id: "ResetLink" });
export type ResetLink = z.infer<typeof resetLink>;

/** The secret of a link, after its `#`. */
const token = z.string({ error: "must be the token of a reset link" }).max(200);
export const resetToken = z.strictObject({ token });

/** `POST /api/reset-password`. */
export const resetInput = z.strictObject(
  { token, password },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are token, password"
        : `must be an object with token and password; you entered ${show(issue.input)}`,
  },
);
export type ResetInput = z.infer<typeof resetInput>;
