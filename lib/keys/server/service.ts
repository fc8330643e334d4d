import "server-only";
import { randomBytes } from "node:crypto";
import { type Database, perDatabase } from "@/db/client";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import {
  ADMIN_SCOPES,
  hasScope,
  KEY_OPTIONS,
  requireAdmin,
  requireUser,
  type UserActor,
} from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError, fault, invalid } from "@/lib/errors";
import type { KeyInput, NewApiKey } from "../schema";
import { LastUses } from "@/lib/credentials/server/last-use";
import { hashSecret } from "@/lib/credentials/server/password";
import { quotaExceeded, quotas } from "@/lib/runtime/quotas";
import {
  countKeys,
  findKeyAndOwner,
  findOwnKey,
  hasOwner,
  insertKey,
  type KeyRow,
  revoke,
  selectKeys,
  setLastUsed,
} from "./repository";

const PREFIX = "mp_";
const SECRET_BYTES = 32;
/** Characters of the secret that stay visible: the prefix and 8 more. */
const VISIBLE = 11;

/** The key with this hash and its owner; either may be revoked, expired or disabled. */
export async function findByHash(ctx: Context, hash: string) {
  return findKeyAndOwner(ctx.db.read, hash);
}

/** The caller's keys that are not revoked, oldest first. @throws 401, 403 */
export async function listKeys(ctx: Context): Promise<{ data: KeyRow[] }> {
  const actor = requireUser(ctx.actor, "read");
  return { data: await selectKeys(ctx.db.read, actor.id) };
}

function assertMayGrant(actor: UserActor, input: KeyInput): void {
  for (const scope of input.scopes) {
    if (ADMIN_SCOPES.includes(scope) && actor.role !== "admin") {
      throw new AppError("permission_denied", `Only admins can create keys with scope ${scope}.`);
    }
    if (actor.key !== null && !hasScope(actor, scope)) {
      const detail = `This API key lacks scope ${scope}, so it cannot create a key with it.`;
      throw new AppError("insufficient_scope", detail);
    }
  }
}

function expiryFaults(actor: UserActor, expiresAt: string | null) {
  if (expiresAt !== null && expiresAt <= clock.iso()) {
    return [
      fault(["expires_at"], "out_of_range", `must be in the future; you entered ${expiresAt}`),
    ];
  }
  const limit = actor.key?.expires_at ?? null;
  if (limit !== null && (expiresAt === null || expiresAt > limit)) {
    const message = `must be at most ${limit}, when the API key that creates it expires`;
    return [fault(["expires_at"], "out_of_range", message)];
  }
  return [];
}

async function assertMayKeepMore(tx: Transaction, userId: string): Promise<void> {
  const limit = quotas().keys;
  const used = await countKeys(tx, userId);
  if (used < limit) return;
  const detail = `You may have ${limit} API keys and have ${used}. Revoke one first.`;
  throw quotaExceeded(limit, used, detail);
}

/**
 * Creates a key. Only this result contains its secret.
 * @throws 401, 403 for a scope that the caller may not give, 409 `quota_exceeded`, 422 for an expiry in
 *   the past
 */
export async function createKey(ctx: Context, input: KeyInput): Promise<NewApiKey> {
  const actor = requireUser(ctx.actor, "write");
  assertMayGrant(actor, input);
  const faults = expiryFaults(actor, input.expires_at);
  if (faults.length > 0) throw invalid(faults);
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
  const row: KeyRow = {
    ...KEY_OPTIONS,
    ...input,
    id: ids.uuid(),
    user_id: actor.id,
    hash: hashSecret(secret),
    prefix: secret.slice(0, VISIBLE),
    created_at: clock.iso(),
    last_used_at: null,
    revoked_at: null,
  };
  await withTransaction(ctx.db, async (tx) => {
    // The key may have been revoked while this transaction waited.
    if (actor.key && !(await findOwnKey(tx, actor.id, actor.key.id)))
      throw new AppError("unauthenticated", "This API key has just been revoked.");
    await assertMayKeepMore(tx, actor.id);
    await insertKey(tx, row);
    const { name, scopes, expires_at } = row;
    await recordEvent(ctx, tx, {
      action: "key.create",
      target: `key:${row.id}`,
      after: { name, scopes, expires_at },
    });
  });
  return { ...row, secret };
}

/** Revokes a key in the transaction of the cause, and records it. */
async function revokeRow(ctx: Context, tx: Transaction, { id, name, scopes }: KeyRow) {
  await revoke(tx, id, clock.iso());
  await recordEvent(ctx, tx, {
    action: "key.revoke",
    target: `key:${id}`,
    before: { name, scopes },
  });
}

async function revokeKeyOf(ctx: Context, userId: string, id: string): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const row = await findOwnKey(tx, userId, id);
    if (!row) throw new AppError("key_not_found", "There is no API key with this id.");
    await revokeRow(ctx, tx, row);
  });
}

/** Revokes one of the caller's keys, from the next request on. @throws 401, 403, 404 */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  const actor = requireUser(ctx.actor, "write");
  await revokeKeyOf(ctx, actor.id, id);
}

/** A user's keys that are not revoked, oldest first, for admins. @throws 401, 403, 404 `user_not_found` */
export async function listUserKeys(ctx: Context, userId: string): Promise<{ data: KeyRow[] }> {
  requireAdmin(ctx.actor);
  if (!(await hasOwner(ctx.db.read, userId))) {
    throw new AppError("user_not_found", "There is no user with this id.");
  }
  return { data: await selectKeys(ctx.db.read, userId) };
}

/** Revokes a key of any user, for admins. @throws 401, 403, 404 `key_not_found` */
export async function revokeUserKey(ctx: Context, userId: string, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  await revokeKeyOf(ctx, userId, id);
}

/** Revokes all keys of a user with a scope that only admins may give. */
export async function revokeAdminKeys(ctx: Context, tx: Transaction, userId: string) {
  for (const row of await selectKeys(tx, userId)) {
    if (row.scopes.some((scope) => ADMIN_SCOPES.includes(scope))) await revokeRow(ctx, tx, row);
  }
}

/** The uses of keys that this process notes. */
function keyUses(db: Database): LastUses {
  return perDatabase(db, "key-last-use", () => new LastUses(db, setLastUsed));
}

/** Notes that a key was used, at most once a minute and never on the request's own path. */
export function noteKeyUse(ctx: Context, id: string): void {
  keyUses(ctx.db).note(id, ctx.origin.address);
}

/** Writes the uses that are noted. */
export async function flushKeyUses(ctx: Pick<Context, "db">): Promise<void> {
  return keyUses(ctx.db).flush();
}
