import "server-only";
import { isUniqueViolation } from "@/db/failure";
import type { Transaction } from "@/db/transaction";
import type { Role } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { nameKey } from "@/lib/values/content";
import { emailKey } from "../identity";
import type { AccountInput } from "../schema";
import { insertUser, NO_PASSWORD, type UserRow } from "./repository";

/** An account as shown to its user. */
export function accountView({ id, email, name, role }: UserRow) {
  return { id, email, name, role };
}

/** A user as shown to admins. */
export function userView(row: UserRow) {
  return { ...row, invited: row.password_hash === NO_PASSWORD };
}

/** Creates an account. @throws 409 `email_taken` through `mapEmailConflict` */
export async function addUser(
  ctx: Context,
  tx: Transaction,
  input: Omit<AccountInput, "password">,
  made: Made,
): Promise<UserRow> {
  const now = clock.iso();
  const row: UserRow = {
    id: ids.uuid(),
    email: input.email,
    email_key: emailKey(input.email),
    name: input.name,
    name_key: nameKey(input.name),
    role: made.role,
    password_hash: made.hash,
    disabled: false,
    created_at: now,
    updated_at: now,
  };
  await insertUser(tx, row);
  const { id, email, name, role } = row;
  await recordEvent(ctx, tx, {
    action: made.hash === NO_PASSWORD ? "user.invite" : "user.create",
    target: `user:${id}`,
    after: { email, name, role },
  });
  return row;
}

interface Made {
  role: Role;
  /** `NO_PASSWORD` for an invited user. */
  hash: string;
}

/** The error to throw for one that was caught while an account was created. */
export function mapEmailConflict(error: unknown): unknown {
  if (!isUniqueViolation(error)) return error;
  return new AppError("email_taken", "An account with this email address already exists.");
}
