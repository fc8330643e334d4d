import "server-only";
import { and, asc, count, desc, eq, lt, notInArray, sql } from "drizzle-orm";
import { isOneOf } from "@/db/query";
import {
  deleted_profiles,
  deleted_revisions,
  kept_profiles,
  kept_requests,
  model_profiles,
  profile_revisions,
} from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Viewer } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Position } from "@/lib/http/pagination";
import type { ProfileRow } from "./repository";

export type TrashRow = typeof deleted_profiles.$inferSelect;
/** A profile that was based on a deleted one, and its revision after it got another base. */
export type TrashedChild = TrashRow["children"][number];

/** What a deleted profile is kept with. */
interface Trashed {
  tasks: readonly string[];
  children: readonly TrashedChild[];
  at: string;
}

const REVISION_COLUMNS = sql.raw("profile_id, revision, created_at, author, content");

/** Copies the revisions of a profile between the tables. */
async function copyRevisions(
  tx: Transaction,
  id: string,
  [from, to]: readonly [
    typeof profile_revisions | typeof deleted_revisions,
    typeof profile_revisions | typeof deleted_revisions,
  ],
): Promise<void> {
  await tx.run(sql`
    INSERT INTO ${to} (${REVISION_COLUMNS})
    SELECT ${REVISION_COLUMNS} FROM ${from} WHERE profile_id = ${id}`);
}

/** Moves a profile with its revisions into the trash. */
async function trashProfile(
  tx: Transaction,
  profile: ProfileRow,
  { tasks, children, at }: Trashed,
): Promise<void> {
  const { id, user_id } = profile;
  await tx.insert(deleted_profiles).values({
    id,
    user_id,
    deleted_at: at,
    profile,
    tasks: [...tasks],
    children: [...children],
  });
  await copyRevisions(tx, id, [profile_revisions, deleted_revisions]);
  await tx.delete(profile_revisions).where(eq(profile_revisions.profile_id, id));
  await tx.delete(model_profiles).where(eq(model_profiles.id, id));
}

/** Copies the revisions of a profile that is stored again out of the trash. */
export async function bringRevisionsBack(tx: Transaction, id: string): Promise<void> {
  await copyRevisions(tx, id, [deleted_revisions, profile_revisions]);
}

/** Removes profiles from the trash that are stored again. */
export async function emptyTrashOf(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.delete(deleted_revisions).where(isOneOf(deleted_revisions.profile_id, ids));
  await tx.delete(deleted_profiles).where(isOneOf(deleted_profiles.id, ids));
}

/** Removes profiles in the trash for good, with the requests that are kept of them. */
export async function purgeProfiles(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.delete(kept_requests).where(isOneOf(kept_requests.profile_id, ids));
  await tx.delete(kept_profiles).where(isOneOf(kept_profiles.profile_id, ids));
  await emptyTrashOf(tx, ids);
}

/** A profile in the viewer's trash. */
export async function findTrashed(
  db: Reader,
  id: string,
  viewer: Viewer,
): Promise<TrashRow | undefined> {
  const isOwn = eq(sql`+${deleted_profiles.user_id}`, viewer.id);
  const [row] = await db
    .select()
    .from(deleted_profiles)
    .where(and(eq(deleted_profiles.id, id), isOwn));
  return row;
}

/** The viewer's trash, the last deleted first, one row more than the limit if there is a next page. */
export function selectTrash(
  db: Reader,
  viewer: Viewer,
  limit: number,
  after: Position | undefined,
) {
  const { id, user_id, deleted_at, profile, tasks, children } = deleted_profiles;
  const beyond = after && sql`(${deleted_at}, ${id}) < (${after.value}, ${after.id})`;
  return db
    .select({
      id,
      deleted_at,
      tasks,
      name: sql<string>`${profile} ->> '$.name'`,
      type: sql<number>`${profile} ->> '$.type'`,
      model_name: sql<string>`${profile} ->> '$.model_name'`,
      children: sql<number>`json_array_length(${children})`,
    })
    .from(deleted_profiles)
    .where(and(eq(user_id, viewer.id), beyond))
    .orderBy(desc(deleted_at), desc(id))
    .limit(limit + 1);
}

export async function countTrash(db: Reader, viewer: Viewer): Promise<number> {
  const [row] = await db
    .select({ total: count() })
    .from(deleted_profiles)
    .where(eq(deleted_profiles.user_id, viewer.id));
  return row?.total ?? 0;
}

/** The ids of profiles of one owner in the trash but the `kept` last deleted. */
async function selectBeyondNewest(db: Reader, userId: string, kept: number): Promise<string[]> {
  const { id, user_id, deleted_at } = deleted_profiles;
  const newest = db
    .select({ id })
    .from(deleted_profiles)
    .where(eq(user_id, userId))
    .orderBy(desc(deleted_at), desc(id))
    .limit(kept);
  const rows = await db
    .select({ id })
    .from(deleted_profiles)
    .where(and(eq(user_id, userId), notInArray(id, newest)));
  return rows.map((row) => row.id);
}

/** The ids of up to `most` profiles of all users that were deleted before a time, oldest first. */
export async function selectDeletedBefore(
  db: Reader,
  time: string,
  most: number,
): Promise<string[]> {
  const { id, deleted_at } = deleted_profiles;
  const rows = await db
    .select({ id })
    .from(deleted_profiles)
    .where(lt(deleted_at, time))
    .orderBy(asc(deleted_at))
    .limit(most);
  return rows.map((row) => row.id);
}

/** Deleted profiles of a user that are kept at most; the oldest go first. */
const MAX_TRASHED = 200;

/** Moves a profile that nothing refers to any more into the trash; the caller records the event. */
export async function discardProfile(
  tx: Transaction,
  row: ProfileRow,
  { tasks = [], children = [] }: Partial<Omit<Trashed, "at">> = {},
): Promise<void> {
  await trashProfile(tx, row, { tasks, children, at: clock.iso() });
  await purgeProfiles(tx, await selectBeyondNewest(tx, row.user_id, MAX_TRASHED));
}
