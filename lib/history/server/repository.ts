import "server-only";
import { and, count, desc, eq, inArray, isNull, lte, max, notInArray, sql } from "drizzle-orm";
import { isOneOf, prepared } from "@/db/query";
import {
  model_profiles,
  profile_assignments,
  task_change_profiles,
  task_change_rows,
  task_changes,
  users,
} from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Position } from "@/lib/http/pagination";
import { FINAL_KINDS } from "../schema";

const ofUser = prepared((db: Reader) =>
  db
    .select({ task: profile_assignments.task, profile_id: profile_assignments.profile_id })
    .from(profile_assignments)
    .where(eq(profile_assignments.user_id, sql.placeholder("userId")))
    .prepare(),
);

/** All of a user's assignments: a row for each task that they override, so 19 at most. */
export function selectAssignments(db: Reader, userId: string) {
  return ofUser(db).all({ userId });
}

/** The users and tasks that a profile is assigned to. */
export function selectAssignedTo(db: Reader, profileId: string) {
  return db
    .select({ user_id: profile_assignments.user_id, task: profile_assignments.task })
    .from(profile_assignments)
    .where(eq(profile_assignments.profile_id, profileId));
}

/** The users whose tasks use one of the profiles. */
export async function selectUsersOf(db: Reader, profileIds: readonly string[]): Promise<string[]> {
  const { user_id, profile_id } = profile_assignments;
  const rows = await db
    .selectDistinct({ user_id })
    .from(profile_assignments)
    .where(isOneOf(profile_id, profileIds));
  return rows.map((row) => row.user_id);
}

export async function upsertAssignment(
  tx: Transaction,
  row: typeof profile_assignments.$inferInsert,
): Promise<void> {
  await tx
    .insert(profile_assignments)
    .values(row)
    .onConflictDoUpdate({
      target: [profile_assignments.user_id, profile_assignments.task],
      set: row,
    });
}

export async function deleteAssignment(tx: Transaction, userId: string, task: string) {
  await tx
    .delete(profile_assignments)
    .where(and(eq(profile_assignments.user_id, userId), eq(profile_assignments.task, task)));
}

/** The names of profiles by id, of all owners. */
export async function selectProfileNames(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { id, name } = model_profiles;
  const rows = await db.select({ id, name }).from(model_profiles).where(isOneOf(id, ids));
  return new Map(rows.map((row) => [row.id, row.name]));
}

export type ChangeRow = typeof task_changes.$inferSelect;
export type TaskRow = typeof task_change_rows.$inferSelect;
export type ProfileChangeRow = typeof task_change_profiles.$inferSelect;

/** The number that the user's next change gets. */
export async function nextNumber(tx: Transaction, userId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(task_changes.number) })
    .from(task_changes)
    .where(eq(task_changes.user_id, userId));
  return (row?.last ?? 0) + 1;
}

export async function insertChange(
  tx: Transaction,
  change: ChangeRow,
  rows: readonly TaskRow[],
  profiles: readonly ProfileChangeRow[],
): Promise<void> {
  await tx.insert(task_changes).values(change);
  if (rows.length > 0) await tx.insert(task_change_rows).values([...rows]);
  if (profiles.length > 0) await tx.insert(task_change_profiles).values([...profiles]);
}

/** Deletes the user's changes up to a number. */
export async function deleteChangesUntil(
  tx: Transaction,
  userId: string,
  number: number,
): Promise<void> {
  const { id, user_id, number: column } = task_changes;
  const old = tx
    .select({ id })
    .from(task_changes)
    .where(and(eq(user_id, userId), lte(column, number)));
  await tx.delete(task_change_rows).where(inArray(task_change_rows.change_id, old));
  await tx.delete(task_change_profiles).where(inArray(task_change_profiles.change_id, old));
  await tx.delete(task_changes).where(inArray(id, old));
}

/** Notes which change undid another one. */
export async function markUndone(tx: Transaction, id: string, undone_by: string): Promise<void> {
  await tx.update(task_changes).set({ undone_by }).where(eq(task_changes.id, id));
}

/** Lets changes that led to a revision of a profile lead to the later one that has its content again. */
export async function moveRevision(
  tx: Transaction,
  profileId: string,
  [from, to]: readonly [from: number, to: number],
): Promise<void> {
  const { profile_id, to_revision } = task_change_profiles;
  await tx
    .update(task_change_profiles)
    .set({ to_revision: to })
    .where(and(eq(profile_id, profileId), eq(to_revision, from)));
}

/** Changes of the user's tasks, by their ids. */
export function selectChanges(db: Reader, userId: string, ids: readonly string[]) {
  return db
    .select()
    .from(task_changes)
    .where(and(isOneOf(task_changes.id, ids), eq(sql`+${task_changes.user_id}`, userId)));
}

/** The tasks of changes. */
export function selectRowsOf(db: Reader, ids: readonly string[]): Promise<TaskRow[]> {
  return db.select().from(task_change_rows).where(isOneOf(task_change_rows.change_id, ids));
}

/** The profiles of changes. */
export function selectProfilesOf(db: Reader, ids: readonly string[]): Promise<ProfileChangeRow[]> {
  return db.select().from(task_change_profiles).where(isOneOf(task_change_profiles.change_id, ids));
}

/** The user's own last change of a task that can be undone by its kind and is not. */
export async function findLastChange(
  db: Reader,
  userId: string,
  task: string,
): Promise<ChangeRow | undefined> {
  const [row] = await db
    .select({ change: task_changes })
    .from(task_change_rows)
    .innerJoin(task_changes, eq(task_changes.id, task_change_rows.change_id))
    .where(
      and(
        eq(task_change_rows.user_id, userId),
        eq(task_change_rows.task, task),
        isNull(task_changes.undone_by),
        eq(task_changes.author, userId),
        notInArray(task_changes.kind, [...FINAL_KINDS]),
      ),
    )
    .orderBy(desc(task_change_rows.number))
    .limit(1);
  return row?.change;
}

/** The condition on the rows of a user, of one task if it is given. */
function ofHistory(userId: string, task: string | undefined) {
  const { user_id, task: column } = task_change_rows;
  return and(eq(user_id, userId), task === undefined ? undefined : eq(column, task));
}

/** A user's history, newest first; one row more than the limit if there is a next page. */
export function selectHistory(
  db: Reader,
  userId: string,
  { task, limit }: { task: string | undefined; limit: number },
  after: Position | undefined,
) {
  const { number, task: column } = task_change_rows;
  const beyond = after && sql`(${number}, ${column}) < (${after.value}, ${after.id})`;
  return db
    .select({ row: task_change_rows, change: task_changes, author_name: users.name })
    .from(task_change_rows)
    .innerJoin(task_changes, eq(task_changes.id, task_change_rows.change_id))
    .leftJoin(users, eq(users.id, task_changes.author))
    .where(and(ofHistory(userId, task), beyond))
    .orderBy(desc(number), desc(column))
    .limit(limit + 1);
}

/** The number of rows of all pages of `selectHistory`. */
export async function countHistory(db: Reader, userId: string, task: string | undefined) {
  const [row] = await db
    .select({ total: count() })
    .from(task_change_rows)
    .where(ofHistory(userId, task));
  return row?.total ?? 0;
}
