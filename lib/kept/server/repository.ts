import "server-only";
import { and, count, desc, eq, gte, lt, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import { kept_profiles, kept_requests } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Position } from "@/lib/http/pagination";

export type KeepingRow = typeof kept_profiles.$inferSelect;
export type KeptRow = typeof kept_requests.$inferSelect;

const keeping = prepared((db: Reader) =>
  db
    .select()
    .from(kept_profiles)
    .where(eq(kept_profiles.profile_id, sql.placeholder("id")))
    .prepare(),
);

/** The row of a profile whose requests are kept. */
export async function findKeeping(db: Reader, profileId: string): Promise<KeepingRow | undefined> {
  const [row] = await keeping(db).all({ id: profileId });
  return row;
}

/** How many profiles of a user keep their requests. */
export async function countKeeping(db: Reader, userId: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(kept_profiles)
    .where(eq(kept_profiles.user_id, userId));
  return row?.total ?? 0;
}

export async function upsertKeeping(tx: Transaction, row: KeepingRow): Promise<void> {
  const { profile_id } = kept_profiles;
  await tx
    .insert(kept_profiles)
    .values(row)
    .onConflictDoUpdate({ target: profile_id, set: { since: row.since } });
}

export async function deleteKeeping(tx: Transaction, profileId: string): Promise<void> {
  await tx.delete(kept_profiles).where(eq(kept_profiles.profile_id, profileId));
}

const insertion = prepared((tx: Transaction) =>
  tx.insert(kept_requests).values(placeholders(kept_requests)).onConflictDoNothing().prepare(),
);

/** Inserts a request; one with the profile, time and id of another is left out. */
export async function insertKept(tx: Transaction, row: KeptRow): Promise<void> {
  await insertion(tx).run(row);
}

/** Deletes all requests of a profile but the newest. */
export async function deleteAllBut(
  tx: Transaction,
  profileId: string,
  newest: number,
): Promise<number> {
  const { profile_id, time, id } = kept_requests;
  const rowid = sql`rowid`;
  const older = tx
    .select({ rowid })
    .from(kept_requests)
    .where(eq(profile_id, profileId))
    .orderBy(desc(time), desc(id))
    // SQLite has no offset without a limit.
    .limit(Number.MAX_SAFE_INTEGER)
    .offset(newest);
  const { rowsAffected } = await tx.delete(kept_requests).where(sql`rowid IN ${older}`);
  return rowsAffected;
}

function isKeptFor(profileId: string, from: string) {
  return and(eq(kept_requests.profile_id, profileId), gte(kept_requests.time, from));
}

/** A profile's requests that arrived at `from` or later, newest first, with the bytes of their texts. */
export function selectKept(
  db: Reader,
  { profileId, from }: { profileId: string; from: string },
  limit: number,
  after: Position | undefined,
) {
  const { time, id, record, texts } = kept_requests;
  const beyond = after && sql`(${time}, ${id}) < (${String(after.value)}, ${after.id})`;
  return db
    .select({ time, id, record, texts, bytes: sql<number>`octet_length(${texts})` })
    .from(kept_requests)
    .where(and(isKeptFor(profileId, from), beyond))
    .orderBy(desc(time), desc(id))
    .limit(limit);
}

export async function countKept(db: Reader, profileId: string, from: string): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(kept_requests)
    .where(isKeptFor(profileId, from));
  return row?.total ?? 0;
}

/** True if a request arrived before a time. */
export async function hasKeptBefore(db: Reader, before: string): Promise<boolean> {
  const { id, time } = kept_requests;
  const rows = await db.select({ id }).from(kept_requests).where(lt(time, before)).limit(1);
  return rows.length > 0;
}

/** Deletes at most `most` requests that arrived before a time and returns how many. */
export async function deleteKeptBefore(
  tx: Transaction,
  before: string,
  most: number,
): Promise<number> {
  const rowid = sql`rowid`;
  const old = tx
    .select({ rowid })
    .from(kept_requests)
    .where(lt(kept_requests.time, before))
    .limit(most);
  const { rowsAffected } = await tx.delete(kept_requests).where(sql`rowid IN ${old}`);
  return rowsAffected;
}
