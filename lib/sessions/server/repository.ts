import "server-only";
import { and, desc, eq, gt, inArray, lte, notInArray, or, sql } from "drizzle-orm";
import { prepared } from "@/db/query";
import { sessions, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type SessionRow = typeof sessions.$inferSelect;

const byId = prepared((db: Reader) =>
  db
    .select({
      session: { id: sessions.id, created_at: sessions.created_at },
      owner: {
        id: users.id,
        email: users.email,
        name: users.name,
        role: users.role,
        disabled: users.disabled,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.user_id))
    .where(eq(sessions.id, sql.placeholder("id")))
    .prepare(),
);

/** The session and its owner, whatever state they are in. */
export async function findSessionAndOwner(db: Reader, id: string) {
  const [row] = await byId(db).all({ id });
  return row;
}

/** The user's session, if it has not ended. */
export async function findOwnSession(db: Reader, userId: string, id: string) {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.user_id, userId)));
  return row;
}

/** The user's sessions that began after the time, last used first. */
export function selectSessions(db: Reader, userId: string, after: string): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.user_id, userId), gt(sessions.created_at, after)))
    .orderBy(desc(sessions.last_used_at), desc(sessions.id));
}

export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  await tx.insert(sessions).values(row);
}

/** Deletes at most `most` sessions that began at the time or before. */
export async function deleteSessionsUntil(tx: Transaction, before: string, most: number) {
  const old = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(lte(sessions.created_at, before))
    .limit(most);
  await tx.delete(sessions).where(inArray(sessions.id, old));
}

/** Deletes the user's sessions except the `keep` that were used last. */
export async function deleteOldSessions(tx: Transaction, userId: string, keep: number) {
  const kept = tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.user_id, userId))
    .orderBy(desc(sessions.last_used_at), desc(sessions.id))
    .limit(keep);
  await tx.delete(sessions).where(and(eq(sessions.user_id, userId), notInArray(sessions.id, kept)));
}

export async function deleteSession(tx: Transaction, id: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, id));
}

export async function deleteSessionsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.user_id, userId));
}

export async function setConfirmed(tx: Transaction, id: string, at: string): Promise<void> {
  await tx.update(sessions).set({ confirmed_at: at }).where(eq(sessions.id, id));
}

/** Notes a use, unless another process has noted one since `before`. */
export async function setSessionUsed(
  tx: Transaction,
  id: string,
  { at, address }: { at: string; address: string | null },
  before: string,
): Promise<void> {
  const { last_used_at } = sessions;
  // A time in the future was noted before the clock was set back.
  const isDue = or(lte(last_used_at, before), gt(last_used_at, at));
  await tx
    .update(sessions)
    .set({ last_used_at: at, address })
    .where(and(eq(sessions.id, id), isDue));
}
