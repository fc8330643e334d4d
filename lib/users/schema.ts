import { z } from "zod";
import { ROLES, SCOPES } from "@/lib/actor";
import { pageOf, pageQuery, searchWords } from "@/lib/http/pagination";
import { show } from "@/lib/registry/messages";
import { sizedText, text } from "@/lib/registry/zod";
import { USER_SORTS } from "./filters";
import { hasUnseen, normalEmail } from "./identity";

export { emailKey } from "./identity";

const email = text(3, 254, "an email address of at most 254 characters")
  .check(z.trim())
  .refine((value) => normalEmail(value) !== null, {
    error: (issue) =>
      `must be an email address without invisible or look-alike characters; you entered ${show(issue.input)}`,
  })
  .overwrite((value) => normalEmail(value) ?? value)
  .refine((value) => value.length <= 254, {
    error: "must have at most 254 characters, with its domain in ASCII",
  });

/** Messages never contain the password. */
const password = sizedText(12, 200, "must have 12 to 200 characters");

const name = text(1, 120)
  .check(z.trim())
  .refine((value) => value.length > 0, { error: "must not be only spaces" })
  .refine((value) => !hasUnseen(value), {
    error: "must not contain invisible characters or direction marks",
  })
  .overwrite((value) => value.normalize("NFC"));

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
  current_password: sizedText(1, 1000, "must be your password"),
  new_password: password,
});
export type PasswordInput = z.infer<typeof passwordInput>;

/** `POST /api/me/confirm`: the password that the caller enters again. */
export const confirmInput = z.strictObject(
  { password: passwordInput.shape.current_password },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the field is password"
        : "must be an object with password",
  },
);
export type ConfirmInput = z.infer<typeof confirmInput>;

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
  .extend({
    disabled: z.boolean(),
    invited: z.boolean().meta({ description: "Whether the user has not set a password yet" }),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof user>;

const flag = z
  .enum(["true", "false"], {
    error: (issue) => `must be true or false; you entered ${show(issue.input)}`,
  })
  .transform((value) => value === "true")
  .optional();

export const userQuery = z.strictObject({
  q: searchWords.meta({ description: "Part of the name or email address" }),
  role: role.optional(),
  disabled: flag.meta({ description: "Whether the account is disabled" }),
  invited: flag.meta({ description: "Whether the user has not set a password yet" }),
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

/** `POST /api/admin/users`. */
export const inviteInput = z.strictObject(
  { name, email, role: role.default("user") },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are name, email, role"
        : `must be an object with name and email; you entered ${show(issue.input)}`,
  },
);
export type InviteInput = z.infer<typeof inviteInput>;
/** What a form for it holds. */
export type InviteFields = z.input<typeof inviteInput>;

/** An account without a password, and the link with which its user sets one. */
export const invitation = user.extend({ link: resetLink }).meta({ id: "Invitation" });
export type Invitation = z.infer<typeof invitation>;

/** The secret of a link, after its `#`. */
const token = sizedText(0, 200, "must be the token of a reset link");
export const resetToken = z.strictObject({ token });

/** Whose password a link sets. */
export interface ResetSubject {
  email: string;
  /** The user has not set a password yet. */
  invited: boolean;
}

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
