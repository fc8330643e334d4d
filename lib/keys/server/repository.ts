import "server-only";
import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
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
  at: string,
  before: string,
): Promise<void> {
  const isDue = or(isNull(api_keys.last_used_at), lte(api_keys.last_used_at, before));
  await tx
    .update(api_keys)
    .set({ last_used_at: at })
    .where(and(eq(api_keys.id, id), isDue));
}
