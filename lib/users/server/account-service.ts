import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { deleteReset, findUser, updateUser, type UserRow } from "./repository";
import { type Actor, requireNotOwnKey, requireUser, type UserActor } from "@/lib/actor";
import { checkPassword, hashPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { AppError, fault, invalid } from "@/lib/errors";
import { nameKey } from "@/lib/values/content";
import { emailKey, type PasswordInput } from "../schema";

interface EpochChange {
  action: Parameters<typeof recordEvent>[2]["action"];
  /** What changes along with it; never written to the audit. */
  set: Partial<UserRow>;
}

/** Ends all sessions: each session contains the epoch in which it started. */
export async function raiseEpoch(ctx: Context, tx: Transaction, row: UserRow, change: EpochChange) {
  const session_epoch = row.session_epoch + 1;
  await updateUser(tx, row.id, { ...change.set, session_epoch, updated_at: clock.iso() });
  await recordEvent(ctx, tx, { action: change.action, target: `user:${row.id}` });
}

/** The person themselves, signed in with their password. @throws 401, 403 `permission_denied` */
function requirePerson(actor: Actor): UserActor {
  const user = requireUser(actor, "read");
  requireNotOwnKey(user, user.id);
  return user;
}

/** The current account; it may have been deleted during the request. @throws 401 */
async function readOwn(db: Reader, { id }: UserActor): Promise<UserRow> {
  const row = await findUser(db, id);
  if (!row) throw new AppError("unauthenticated", "This account no longer exists.");
  return row;
}

/** Changes the caller's own name. @throws 401, 403 with an API key */
export async function changeName(ctx: Context, name: string): Promise<{ name: string }> {
  const user = requirePerson(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await readOwn(tx, user);
    await updateUser(tx, user.id, { name, name_key: nameKey(name), updated_at: clock.iso() });
    await recordEvent(ctx, tx, {
      action: "user.update",
      target: `user:${user.id}`,
      before: { name: before.name },
      after: { name },
    });
    return { name };
  });
}

function wrongPassword(): AppError {
  return invalid([fault(["current_password"], "invalid_value", "is not your password")]);
}

/**
 * Changes the caller's own password and ends all their sessions, this one too. A wrong current
 * password counts as a failed sign-in does.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
export async function changePassword(
  ctx: Context,
  { current_password, new_password }: PasswordInput,
): Promise<{ email: string }> {
  const user = requirePerson(ctx.actor);
  const attempt = await beginAttempt(ctx.db, emailKey(user.email), ctx.origin.address);
  const { password_hash: known } = await readOwn(ctx.db.read, user);
  if (!(await checkPassword(known, current_password))) throw wrongPassword();
  await forgetAttempt(ctx.db, attempt);
  const password_hash = await hashPassword(new_password);
  return withTransaction(ctx.db, async (tx) => {
    const row = await readOwn(tx, user);
    // Changed by another request since it was compared.
    if (row.password_hash !== known) throw wrongPassword();
    // A reset link for the previous password.
    await deleteReset(tx, row.id);
    await raiseEpoch(ctx, tx, row, { action: "user.password", set: { password_hash } });
    return { email: row.email };
  });
}

/** Ends all sessions of the caller; API keys go on. @throws 401, 403 with an API key */
export async function endSessions(ctx: Context): Promise<void> {
  const user = requirePerson(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    await raiseEpoch(ctx, tx, await readOwn(tx, user), { action: "user.sign_out", set: {} });
  });
}
