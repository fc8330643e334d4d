import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { nameKey } from "@/lib/values/content";
import { emailKey, hasUnseen, showUnseen } from "../identity";
import { findUserByEmail, selectUnusualUsers, updateUser, type UserRow } from "./repository";

/** What differs from how an account would be stored today. */
async function correctionsOf(tx: Transaction, user: UserRow): Promise<Partial<UserRow>> {
  const { name, email, email_key } = user;
  const key = emailKey(email);
  // Of two accounts with one address, the second keeps its old key, by which its owner signs in.
  const canChange = key !== email_key && !hasUnseen(email_key);
  const isFree = canChange && !(await findUserByEmail(tx, key));
  const shown = { name: showUnseen(name), email: showUnseen(email) };
  return {
    ...(shown.name === name ? {} : { name: shown.name, name_key: nameKey(shown.name) }),
    ...(shown.email === email ? {} : { email: shown.email }),
    ...(isFree ? { email_key: key } : {}),
  };
}

async function correct(ctx: Context, tx: Transaction, user: UserRow): Promise<void> {
  const set = await correctionsOf(tx, user);
  if (Object.keys(set).length === 0) return;
  await updateUser(tx, user.id, { ...set, updated_at: clock.iso() });
  const { name, email } = user;
  const after = { name, email, ...set };
  if (after.name === name && after.email === email) return;
  await recordEvent(ctx, tx, {
    action: "user.update",
    target: `user:${user.id}`,
    before: { name, email },
    after: { name: after.name, email: after.email },
  });
}

/**
 * Brings accounts that an older version has made to today's spelling: the same address in another
 * spelling finds them, and characters that cannot be seen are shown. Everyone still signs in with what
 * they typed when they registered.
 */
export async function respellAccounts(ctx: Context): Promise<void> {
  if ((await selectUnusualUsers(ctx.db.read)).length === 0) return;
  await withTransaction(ctx.db, async (tx) => {
    for (const user of await selectUnusualUsers(tx)) await correct(ctx, tx, user);
  });
}
