import "server-only";
import { and, asc, count, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { prepared } from "@/db/query";
import { api_keys, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type KeyRow = typeof api_keys.$inferSelect;

const byHash = prepared((db: Reader) =>
  db
    .select({
      key: {
        id: api_keys.id,
        name: api_keys.name,
        scopes: api_keys.scopes,
        expires_at: api_keys.expires_at,
        revoked_at: api_keys.revoked_at,
      },
      options: {
        caller_parameters: api_keys.caller_parameters,
        system_prompt: api_keys.system_prompt,
        models: api_keys.models,
        max_parallel: api_keys.max_parallel,
      },
      owner: {
        id: users.id,
        email: users.email,
        name: users.name,
        role: users.role,
        disabled: users.disabled,
      },
    })
    .from(api_keys)
    .innerJoin(users, eq(users.id, api_keys.user_id))
    .where(eq(api_keys.hash, sql.placeholder("hash")))
    .prepare(),
);

/** The key with this hash and its owner, whatever state they are in. */
export async function findKeyAndOwner(db: Reader, hash: string) {
  const [row] = await byHash(db).all({ hash });
  return row;
}

export function selectKeys(db: Reader, userId: string): Promise<KeyRow[]> {
  return db
    .select()
    .from(api_keys)
    .where(and(eq(api_keys.user_id, userId), isNull(api_keys.revoked_at)))
    .orderBy(asc(api_keys.created_at), asc(api_keys.id));
}

/** How many keys the user has, without revoked ones. */
export async function countKeys(db: Reader, userId: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(api_keys)
    .where(and(eq(api_keys.user_id, userId), isNull(api_keys.revoked_at)));
  return row?.total ?? 0;
}

/** True if there is a user with this id. */
export async function hasOwner(db: Reader, userId: string): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.id, userId));
  return rows.length > 0;
}

export async function insertKey(tx: Transaction, row: KeyRow): Promise<void> {
  await tx.insert(api_keys).values(row);
}

/** The key that the user has and has not revoked. */
export async function findOwnKey(db: Reader, userId: string, id: string) {
  const [row] = await db
    .select()
    .from(api_keys)
    .where(and(eq(api_keys.id, id), eq(api_keys.user_id, userId), isNull(api_keys.revoked_at)));
  return row;
}

export async function revoke(tx: Transaction, id: string, at: string): Promise<void> {
  await tx.update(api_keys).set({ revoked_at: at }).where(eq(api_keys.id, id));
}

/** Notes the use, unless another process has noted one since `before`. */
export async function setLastUsed(
  tx: Transaction,
  id: string,
  { at }: { at: string },
  before: string,
): Promise<void> {
  const { last_used_at } = api_keys;
  // A time in the future was noted before the clock was set back.
  const isDue = or(isNull(last_used_at), lte(last_used_at, before), gt(last_used_at, at));
  await tx
    .update(api_keys)
    .set({ last_used_at: at })
    .where(and(eq(api_keys.id, id), isDue));
}
