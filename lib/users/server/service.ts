import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireUser } from "@/lib/actor";
import { hashPassword } from "@/lib/credentials/server/password";
import { limitRegistrations } from "@/lib/credentials/server/throttle";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { currentSettings } from "@/lib/settings/server/service";
import { revokeAdminKeys } from "@/lib/keys/server/service";
import { emailKey, typedEmailKey } from "../identity";
import type { AccountInput, UserPatch, UserQuery } from "../schema";
import { endAccess, requireConfirmedAdmin } from "./account-service";
import { accountView, addUser, mapEmailConflict, userView } from "./create";
import {
  countActiveAdmins,
  countUsers,
  deleteResetsBy,
  findUser,
  findUserByEmail,
  hasUsers,
  fillNameKeys,
  selectUsers,
  updateUser,
  type UserRow,
} from "./repository";

/** True until the first admin account exists. */
export async function needsSetup(ctx: Context): Promise<boolean> {
  return !(await hasUsers(ctx.db.read));
}

/** Folds names that an older version has written, which the search would not find. */
export async function foldNames(ctx: Context): Promise<void> {
  await withTransaction(ctx.db, fillNameKeys);
}

/** True if people may register. */
export async function isRegistrationOpen(ctx: Context): Promise<boolean> {
  return (await currentSettings(ctx, ctx.db.read)).registration_open;
}

/**
 * Creates the first admin account.
 * @throws 409 `already_set_up` ever after, also for the second of two; 429 `rate_limited`
 */
export async function setUp(ctx: Context, input: AccountInput) {
  const alreadySetUp = () =>
    new AppError("already_set_up", "The first admin account already exists.");
  if (!(await needsSetup(ctx))) throw alreadySetUp();
  await limitRegistrations(ctx);
  const hash = await hashPassword(input.password);
  return withTransaction(ctx.db, async (tx) => {
    if (await hasUsers(tx)) throw alreadySetUp();
    return accountView(await addUser(ctx, tx, input, { role: "admin", hash }));
  });
}

/** Creates an account. @throws 403 `registration_closed`, 409 `email_taken`, 429 `rate_limited` */
export async function register(ctx: Context, input: AccountInput) {
  const assertOpen = async (db = ctx.db.read) => {
    if ((await hasUsers(db)) && (await currentSettings(ctx, db)).registration_open) return;
    throw new AppError(
      "registration_closed",
      "Registration is closed. Ask an admin for an account.",
    );
  };
  await assertOpen();
  await limitRegistrations(ctx);
  const hash = await hashPassword(input.password);
  try {
    return await withTransaction(ctx.db, async (tx) => {
      await assertOpen(tx);
      return accountView(await addUser(ctx, tx, input, { role: "user", hash }));
    });
  } catch (error) {
    throw mapEmailConflict(error);
  }
}

/**
 * The account with this address, for signing in. Of two accounts that an older version has made for one
 * address, what was typed at registration decides.
 */
export async function findAccount(ctx: Context, email: string): Promise<UserRow | undefined> {
  const asTyped = await findUserByEmail(ctx.db.read, typedEmailKey(email));
  return asTyped ?? findUserByEmail(ctx.db.read, emailKey(email));
}

/** The account with this id. */
export async function findAccountById(ctx: Context, id: string): Promise<UserRow | undefined> {
  return findUser(ctx.db.read, id);
}

/** The caller. @throws 401 */
export function getMe(ctx: Context) {
  const { id, email, name, role, key } = requireUser(ctx.actor, "read", "service");
  return { id, email, name, role, ...(key ? { key } : {}) };
}

/** @throws 401, 403, 400 `invalid_cursor` */
export async function listUsers(ctx: Context, query: UserQuery) {
  requireAdmin(ctx.actor);
  const after = decodeCursor(query.sort, query.cursor);
  const rows = await selectUsers(ctx.db.read, query, after);
  const { limit, sort } = query;
  const page = cutPage(rows, limit, sort, (row) => ({ value: row.created_at, id: row.id }));
  const data = page.data.map(userView);
  return { ...page, data, total: await countUsers(ctx.db.read, query) };
}

/** Takes away what a user loses with a change: sessions, reset links they created, and keys. */
async function withdraw(ctx: Context, tx: Transaction, before: UserRow, after: UserRow) {
  const { id } = before;
  if (after.disabled && !before.disabled) await endAccess(ctx, tx, id);
  if (before.role === "admin" && after.role !== "admin") {
    await deleteResetsBy(tx, id);
    await revokeAdminKeys(ctx, tx, id);
  }
}

/**
 * Changes a user's role, or disables or enables the account, from the user's next request on. Sessions
 * that end and keys that are revoked with it do not come back when it is undone.
 * @throws 401, 403, 404 `user_not_found`, 409 `last_admin`; for a role also 403 with an API key, and
 *   403 `password_required`
 */
export async function patchUser(ctx: Context, id: string, patch: UserPatch) {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    if (patch.role !== undefined) await requireConfirmedAdmin(ctx, tx);
    const before = await findUser(tx, id);
    if (!before) throw new AppError("user_not_found", "There is no user with this id.");
    if (isDeepStrictEqual({ ...before, ...patch }, before)) return userView(before);
    const after = { ...before, ...patch, updated_at: clock.iso() };
    await updateUser(tx, id, after);
    if ((await countActiveAdmins(tx)) === 0) {
      throw new AppError("last_admin", "This is the last admin. Make another user an admin first.");
    }
    await recordEvent(ctx, tx, {
      action: "user.update",
      target: `user:${id}`,
      before: { role: before.role, disabled: before.disabled },
      after: { role: after.role, disabled: after.disabled },
    });
    await withdraw(ctx, tx, before, after);
    return userView(after);
  });
}
