import "server-only";
import { and, asc, count, desc, eq, gt, inArray, lt, ne, or, sql, type SQL } from "drizzle-orm";
import { contains } from "@/db/query";
import { kept_profiles, kept_requests, password_resets, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Position } from "@/lib/http/pagination";
import { nameKey } from "@/lib/values/content";
import type { UserQuery } from "../schema";

export type UserRow = typeof users.$inferSelect;

/** The hash of an invited user, who has not set a password yet; no password has it. */
export const NO_PASSWORD = "";

export async function findUser(db: Reader, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row;
}

export async function findUserByEmail(db: Reader, emailKey: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email_key, emailKey));
  return row;
}

export async function insertUser(tx: Transaction, row: UserRow): Promise<void> {
  await tx.insert(users).values(row);
}

export async function updateUser(tx: Transaction, id: string, set: Partial<UserRow>) {
  await tx.update(users).set(set).where(eq(users.id, id));
}

/** Deletes a user, and the requests that are kept for them. */
export async function deleteUser(tx: Transaction, id: string): Promise<void> {
  const { profile_id, user_id } = kept_profiles;
  const own = tx.select({ profile_id }).from(kept_profiles).where(eq(user_id, id));
  await tx.delete(kept_requests).where(inArray(kept_requests.profile_id, own));
  await tx.delete(kept_profiles).where(eq(user_id, id));
  await tx.delete(users).where(eq(users.id, id));
}

export async function hasUsers(db: Reader): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}

/** Admins who can sign in. */
export async function countActiveAdmins(db: Reader): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(users)
    .where(
      and(eq(users.role, "admin"), eq(users.disabled, false), ne(users.password_hash, NO_PASSWORD)),
    );
  return row?.total ?? 0;
}

const UNUSUAL = "*[^ -~]*";

/** Users whose name or address has other characters than visible ASCII, or a dot at its end. */
export function selectUnusualUsers(db: Reader): Promise<UserRow[]> {
  const { name, email, email_key } = users;
  return db
    .select()
    .from(users)
    .where(
      or(
        sql`${name} GLOB ${UNUSUAL}`,
        sql`${email} GLOB ${UNUSUAL}`,
        sql`${email_key} GLOB ${UNUSUAL}`,
        sql`${email_key} GLOB '*.'`,
      ),
    );
}

/** Folds the names of users that an older version has written. */
export async function fillNameKeys(tx: Transaction): Promise<void> {
  const rows = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(eq(users.name_key, ""));
  for (const { id, name } of rows) await updateUser(tx, id, { name_key: nameKey(name) });
}

function filters(query: UserQuery): SQL | undefined {
  const words = nameKey(query.q ?? "");
  return and(
    query.role === undefined ? undefined : eq(users.role, query.role),
    query.disabled === undefined ? undefined : eq(users.disabled, query.disabled),
    query.invited === undefined
      ? undefined
      : (query.invited ? eq : ne)(users.password_hash, NO_PASSWORD),
    query.q === undefined
      ? undefined
      : or(contains(users.name_key, words), contains(users.email_key, words)),
  );
}

/** In the requested order; one row more than the limit if there is a next page. */
export function selectUsers(db: Reader, query: UserQuery, after: Position | undefined) {
  const [next, order] = query.sort === "created_at" ? ([gt, asc] as const) : ([lt, desc] as const);
  const beyond =
    after &&
    or(
      next(users.created_at, String(after.value)),
      and(eq(users.created_at, String(after.value)), next(users.id, after.id)),
    );
  return db
    .select()
    .from(users)
    .where(and(filters(query), beyond))
    .orderBy(order(users.created_at), order(users.id))
    .limit(query.limit + 1);
}

export async function countUsers(db: Reader, query: UserQuery): Promise<number> {
  const [row] = await db.select({ total: count() }).from(users).where(filters(query));
  return row?.total ?? 0;
}

export type ResetRow = typeof password_resets.$inferSelect;

export async function findReset(db: Reader, hash: string): Promise<ResetRow | undefined> {
  const [row] = await db.select().from(password_resets).where(eq(password_resets.hash, hash));
  return row;
}

/** A user has one link at most: a new one takes the place of the old. */
export async function putReset(tx: Transaction, row: ResetRow): Promise<void> {
  await tx
    .insert(password_resets)
    .values(row)
    .onConflictDoUpdate({ target: password_resets.user_id, set: row });
}

export async function deleteReset(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(password_resets).where(eq(password_resets.user_id, userId));
}

/** Deletes the links that the user created for anyone. */
export async function deleteResetsBy(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(password_resets).where(eq(password_resets.created_by, userId));
}
