import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { deleteReset, deleteResetsBy, findUser, updateUser, type UserRow } from "./repository";
import { requireAdmin, requireSession, type UserActor } from "@/lib/actor";
import { checkPassword, hashPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { AppError, fault, invalid } from "@/lib/errors";
import {
  endSessionsOf,
  noteConfirmation,
  requireConfirmation,
  startSession,
} from "@/lib/sessions/server/service";
import { nameKey } from "@/lib/values/content";
import { emailKey } from "../identity";
import type { ConfirmInput, PasswordInput } from "../schema";

interface CredentialChange {
  action: Parameters<typeof recordEvent>[2]["action"];
  /** What changes along with it; never written to the audit. */
  set: Partial<UserRow>;
}

/** Ends all sessions of a user and the reset links that they created. */
export async function endAccess(ctx: Context, tx: Transaction, userId: string): Promise<void> {
  await endSessionsOf(ctx, tx, userId);
  await deleteResetsBy(tx, userId);
}

/** Changes what a user signs in with, and ends all their sessions. */
export async function changeCredentials(
  ctx: Context,
  tx: Transaction,
  { id }: UserRow,
  { action, set }: CredentialChange,
): Promise<void> {
  await endAccess(ctx, tx, id);
  await updateUser(tx, id, { ...set, updated_at: clock.iso() });
  await recordEvent(ctx, tx, { action, target: `user:${id}` });
}

/** The current account; it may have been deleted during the request. @throws 401 */
async function readOwn(db: Reader, { id }: UserActor): Promise<UserRow> {
  const row = await findUser(db, id);
  if (!row) throw new AppError("unauthenticated", "This account no longer exists.");
  return row;
}

/** Changes the caller's own name. @throws 401, 403 with an API key */
export async function changeName(ctx: Context, name: string): Promise<{ name: string }> {
  const user = requireSession(ctx.actor);
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

function wrongPassword(field: string): AppError {
  return invalid([fault([field], "invalid_value", "is not your password")]);
}

/**
 * The caller's current account, once `password` is known to be theirs. A wrong one counts as a failed
 * sign-in does; it is reported at `field`.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
async function checkOwnPassword(ctx: Context, password: string, field: string): Promise<UserRow> {
  const user = requireSession(ctx.actor);
  const attempt = await beginAttempt(ctx.db, emailKey(user.email), ctx.origin.address);
  const row = await readOwn(ctx.db.read, user);
  if (!(await checkPassword(row.password_hash, password))) throw wrongPassword(field);
  await forgetAttempt(ctx.db, attempt);
  return row;
}

/** The account in a transaction, unless its password was changed since it was checked. */
async function readUnchanged(tx: Transaction, known: UserRow): Promise<UserRow | undefined> {
  const row = await findUser(tx, known.id);
  return row?.password_hash === known.password_hash ? row : undefined;
}

/**
 * Notes that the caller has entered their password again, for what requires it.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
export async function confirmPassword(ctx: Context, { password }: ConfirmInput): Promise<void> {
  const known = await checkOwnPassword(ctx, password, "password");
  await withTransaction(ctx.db, async (tx) => {
    if (!(await readUnchanged(tx, known))) throw wrongPassword("password");
    await noteConfirmation(ctx, tx);
  });
}

/**
 * Changes the caller's own password and ends all their sessions, this one too.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
export async function changePassword(
  ctx: Context,
  { current_password, new_password }: PasswordInput,
): Promise<{ email: string }> {
  const known = await checkOwnPassword(ctx, current_password, "current_password");
  const password_hash = await hashPassword(new_password);
  return withTransaction(ctx.db, async (tx) => {
    const row = await readUnchanged(tx, known);
    if (!row) throw wrongPassword("current_password");
    // A reset link for the previous password.
    await deleteReset(tx, row.id);
    await changeCredentials(ctx, tx, row, { action: "user.password", set: { password_hash } });
    return { email: row.email };
  });
}

/** Ends all sessions of the caller; API keys go on. @throws 401, 403 with an API key */
export async function endSessions(ctx: Context): Promise<void> {
  const user = requireSession(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    const row = await readOwn(tx, user);
    await changeCredentials(ctx, tx, row, { action: "user.sign_out", set: {} });
  });
}

/**
 * Starts a session of an account whose password was just checked, and returns its id; null if the
 * account was disabled or got another password meanwhile.
 */
export async function openSession(
  ctx: Context,
  known: UserRow,
  userAgent: string | null,
): Promise<string | null> {
  return withTransaction(ctx.db, async (tx) => {
    const row = await readUnchanged(tx, known);
    if (!row || row.disabled) return null;
    return startSession(ctx, tx, { userId: row.id, userAgent });
  });
}

/**
 * Requires, in the transaction of a change, that the caller is still an admin and has recently entered
 * their password.
 * @throws 401, 403 `permission_denied`, also with an API key, 403 `password_required`
 */
export async function requireConfirmedAdmin(ctx: Context, tx: Transaction): Promise<UserActor> {
  const admin = requireAdmin(ctx.actor);
  await requireConfirmation(ctx, tx);
  const { role } = await readOwn(tx, admin);
  return requireAdmin({ ...admin, role });
}
