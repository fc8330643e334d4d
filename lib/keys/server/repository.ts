import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { api_keys, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type KeyRow = typeof api_keys.$inferSelect;

/** The key with this hash and its owner, whatever state they are in. */
export async function findKeyAndOwner(db: Reader, hash: string) {
  const [row] = await db
    .select({ key: api_keys, owner: users })
    .from(api_keys)
    .innerJoin(users, eq(users.id, api_keys.user_id))
    .where(eq(api_keys.hash, hash));
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

export async function setLastUsed(tx: Transaction, id: string, at: string): Promise<void> {
  await tx.update(api_keys).set({ last_used_at: at }).where(eq(api_keys.id, id));
}
