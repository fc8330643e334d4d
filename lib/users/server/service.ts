import "server-only";
import { isDeepStrictEqual } from "node:util";
import { isUniqueViolation } from "@/db/failure";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireUser, type Role } from "@/lib/actor";
import { hashPassword } from "@/lib/credentials/server/password";
import { limitRegistrations } from "@/lib/credentials/server/throttle";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { nameKey } from "@/lib/values/content";
import { currentSettings } from "@/lib/settings/server/service";
import { type AccountInput, emailKey, type UserPatch, type UserQuery } from "../schema";
import {
  countActiveAdmins,
  countUsers,
  findUser,
  findUserByEmail,
  hasUsers,
  fillNameKeys,
  insertUser,
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

async function addUser(ctx: Context, tx: Transaction, input: AccountInput, made: Made) {
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
    session_epoch: 0,
    created_at: now,
    updated_at: now,
  };
  await insertUser(tx, row);
  const { id, email, name, role } = row;
  await recordEvent(ctx, tx, {
    action: "user.create",
    target: `user:${id}`,
    after: { email, name, role },
  });
  return { id, email, name, role };
}

interface Made {
  role: Role;
  hash: string;
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
    return addUser(ctx, tx, input, { role: "admin", hash });
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
      return addUser(ctx, tx, input, { role: "user", hash });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("email_taken", "An account with this email address already exists.");
  }
}

/** The account with this address, for signing in. */
export async function findAccount(ctx: Context, email: string): Promise<UserRow | undefined> {
  return findUserByEmail(ctx.db.read, emailKey(email));
}

/** The account of a session or key. */
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
  return { ...page, total: await countUsers(ctx.db.read, query) };
}

/**
 * Changes a user's role, or disables or enables the account, from the user's next request on.
 * @throws 401, 403, 404 `user_not_found`, 409 `last_admin`
 */
export async function patchUser(ctx: Context, id: string, patch: UserPatch) {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await findUser(tx, id);
    if (!before) throw new AppError("user_not_found", "There is no user with this id.");
    if (isDeepStrictEqual({ ...before, ...patch }, before)) return before;
    // Sessions that were ended when the account was disabled stay ended when it is enabled again.
    const stops = patch.disabled === true && !before.disabled;
    const session_epoch = before.session_epoch + (stops ? 1 : 0);
    const after = { ...before, ...patch, session_epoch, updated_at: clock.iso() };
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
    return after;
  });
}
