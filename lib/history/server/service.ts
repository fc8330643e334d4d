import "server-only";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Position } from "@/lib/http/pagination";
import type { ChangedProfile, ChangeKind, RecordedChange } from "../schema";
import {
  type ChangeRow,
  countHistory,
  deleteAssignment,
  deleteChangesUntil,
  findLastChange,
  insertChange,
  markUndone,
  moveRevision,
  nextNumber,
  selectAssignedTo,
  selectAssignments,
  selectChanges,
  selectHistory,
  selectProfileNames,
  selectProfilesOf,
  selectRowsOf,
  selectUsersOf,
  upsertAssignment,
} from "./repository";

/** Task key → the id of the profile that the user assigned to it. */
export async function loadChoices(ctx: Context, userId: string, db: Reader = ctx.db.read) {
  const rows = await selectAssignments(db, userId);
  return new Map(rows.map((row) => [row.task, row.profile_id]));
}

/** Changes that are kept of each user; the oldest go first. */
const MAX_CHANGES = 1000;

/** What changes for a user's tasks. */
export interface TaskChange {
  userId: string;
  kind: ChangeKind;
  /** Task key → the profile that is assigned; null, or the task's default, removes the assignment. */
  choices: ReadonlyMap<string, string | null>;
  /** The profiles that were created or revised for it. */
  profiles?: readonly ChangedProfile[];
  /** The change that this one undoes. */
  undoes?: string;
}

async function writeChoice(tx: Transaction, user_id: string, task: string, id: string | null) {
  if (id === null) await deleteAssignment(tx, user_id, task);
  else await upsertAssignment(tx, { user_id, task, profile_id: id, updated_at: clock.iso() });
}

/**
 * Changes assignments of a user and records it in their history: the only way to change any. Tasks
 * whose profile was revised are recorded too, with the same profile before and after.
 * @returns the id of the change; null if it affects no task, nor a profile that the caller can undo
 */
export async function changeAssignments(
  ctx: Context,
  tx: Transaction,
  { userId, kind, choices, profiles = [], undoes }: TaskChange,
): Promise<string | null> {
  const before = await loadChoices(ctx, userId, tx);
  const revised = new Set(profiles.map(({ id }) => id));
  const rows = TASKS.flatMap(({ key, default_profile_id }) => {
    const from_id = before.get(key) ?? null;
    const chosen = choices.has(key) ? (choices.get(key) ?? null) : from_id;
    const to_id = chosen === default_profile_id ? null : chosen;
    const isAffected = from_id !== to_id || (to_id !== null && revised.has(to_id));
    return isAffected ? [{ task: key, from_id, to_id }] : [];
  });
  const author = ctx.actor.kind === "user" ? ctx.actor.id : SYSTEM_USER_ID;
  if (rows.length === 0 && (profiles.length === 0 || author !== userId)) return null;
  for (const { task, from_id, to_id } of rows) {
    if (from_id !== to_id) await writeChoice(tx, userId, task, to_id);
  }
  const id = ids.uuid();
  const number = await nextNumber(tx, userId);
  const named = rows.flatMap(({ from_id, to_id }) => [from_id ?? [], to_id ?? []].flat());
  const names = await selectProfileNames(tx, named);
  const nameOf = (profile: string | null) =>
    profile === null ? null : (names.get(profile) ?? null);
  await insertChange(
    tx,
    { id, user_id: userId, number, author, kind, created_at: clock.iso(), undone_by: null },
    rows.map((row) => ({
      ...row,
      change_id: id,
      user_id: userId,
      number,
      from_name: nameOf(row.from_id),
      to_name: nameOf(row.to_id),
    })),
    profiles.map(({ id: profile_id, ...revisions }) => ({
      change_id: id,
      profile_id,
      ...revisions,
    })),
  );
  if (undoes !== undefined) await markUndone(tx, undoes, id);
  if (number > MAX_CHANGES) await deleteChangesUntil(tx, userId, number - MAX_CHANGES);
  return id;
}

/**
 * Notes that a profile has the content of an earlier revision again, so that changes before the one that
 * was undone can be undone too.
 */
export async function noteRestored(
  _ctx: Context,
  tx: Transaction,
  profileId: string,
  revisions: { content: number; now: number },
): Promise<void> {
  await moveRevision(tx, profileId, [revisions.content, revisions.now]);
}

/** The users whose tasks use one of the profiles. */
export async function usersOf(
  _ctx: Context,
  db: Reader,
  profileIds: readonly string[],
): Promise<string[]> {
  return selectUsersOf(db, profileIds);
}

/** Resets all users' tasks that use a profile to their defaults. @returns those tasks */
export async function unassignProfile(
  ctx: Context,
  tx: Transaction,
  profileId: string,
): Promise<string[]> {
  const rows = await selectAssignedTo(tx, profileId);
  for (const userId of new Set(rows.map((row) => row.user_id))) {
    const tasks = rows.filter((row) => row.user_id === userId).map((row) => row.task);
    const choices = new Map(tasks.map((task) => [task, null]));
    await changeAssignments(ctx, tx, { userId, kind: "delete", choices });
  }
  return rows.map((row) => row.task).filter((task) => findTask(task));
}

/** Recorded changes with all their tasks and profiles. */
async function completed(db: Reader, changes: readonly ChangeRow[]): Promise<RecordedChange[]> {
  const all = changes.map(({ id }) => id);
  const rows = await selectRowsOf(db, all);
  const profiles = await selectProfilesOf(db, all);
  return changes.map(({ id, author, kind, undone_by }) => ({
    id,
    author,
    kind,
    undone_by,
    tasks: rows.filter((row) => row.change_id === id),
    profiles: profiles
      .filter((row) => row.change_id === id)
      .map(({ profile_id, from_revision, to_revision }) => ({
        id: profile_id,
        from_revision,
        to_revision,
      })),
  }));
}

/** Changes of the user's tasks, by their ids. */
export async function loadChanges(
  _ctx: Context,
  db: Reader,
  userId: string,
  changeIds: readonly string[],
): Promise<RecordedChange[]> {
  return completed(db, await selectChanges(db, userId, changeIds));
}

/** The user's own last change of a task that is of a kind that can be undone and is not undone. */
export async function loadLastChange(
  _ctx: Context,
  db: Reader,
  userId: string,
  task: string,
): Promise<RecordedChange | undefined> {
  const last = await findLastChange(db, userId, task);
  const [change] = last ? await completed(db, [last]) : [];
  return change;
}

/** A user's history, newest first: one row more than the limit if there is a next page, and the total. */
export async function readHistory(
  ctx: Context,
  userId: string,
  query: { task: string | undefined; limit: number },
  after: Position | undefined,
) {
  const rows = await selectHistory(ctx.db.read, userId, query, after);
  return { rows, total: await countHistory(ctx.db.read, userId, query.task) };
}
