import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, type Viewer, viewerOf } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { changeAssignments, loadChoices } from "@/lib/history/server/service";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { TASKS } from "@/lib/registry/tasks";
import { baseRefusal } from "@/lib/values/bases";
import { obstacleOf } from "@/lib/values/compatibility";
import { contentOf, MAX_BASES, nameKey, type ProfileContent } from "@/lib/values/content";
import { firstOf } from "@/lib/registry/words";
import { rebase } from "@/lib/values/inherit";
import type { RestoredProfile, TrashedProfile, TrashQuery } from "../trash-contract";
import { findProfile, heightAbove, type ProfileRow } from "./repository";
import { findRevision } from "./revisions-repository";
import {
  countTrash,
  findTrashed,
  emptyTrashOf,
  purgeProfiles,
  selectDeletedBefore,
  selectTrash,
  type TrashedChild,
  type TrashRow,
} from "./trash-repository";
import { loadChains, viewProfile } from "./view-service";
import { freeName, MAX_REBASED, profileNotFound, reviveProfile, reviseProfile } from "./write";

const DAY = 24 * 60 * 60 * 1000;
/** How long deleted profiles are kept. */
const KEPT_FOR = 30 * DAY;
/** Profiles that one transaction removes. */
const BATCH = 20;
const ORDER = "-deleted_at";

function viewTrashed(row: Awaited<ReturnType<typeof selectTrash>>[number]): TrashedProfile {
  const expires_at = new Date(Date.parse(row.deleted_at) + KEPT_FOR).toISOString();
  return { ...row, expires_at };
}

/** The caller's deleted profiles, the last deleted first. @throws 401, 403, 400 `invalid_cursor` */
export async function listTrash(ctx: Context, { limit, cursor }: TrashQuery) {
  const viewer = viewerOf(requireUser(ctx.actor, "read"));
  const after = decodeCursor(ORDER, cursor);
  const rows = await selectTrash(ctx.db.read, viewer, limit, after);
  const page = cutPage(rows, limit, ORDER, (row) => ({ value: row.deleted_at, id: row.id }));
  const total = await countTrash(ctx.db.read, viewer);
  return { ...page, data: page.data.map(viewTrashed), total };
}

/** @throws 404 `profile_not_found` */
async function ownTrashed(tx: Transaction, id: string, viewer: Viewer): Promise<TrashRow> {
  const row = await findTrashed(tx, id.toLowerCase(), viewer);
  if (!row) throw profileNotFound();
  return row;
}

/**
 * The content with a base that still exists. The values of a base that was deleted after it are kept, as
 * when a base is deleted; of one that is deleted for good, they are lost.
 */
async function withBase(
  tx: Transaction,
  content: ProfileContent,
  viewer: Viewer,
): Promise<ProfileContent> {
  let based = content;
  for (let base = based.base_profile_id; base !== null; base = based.base_profile_id) {
    if (await findProfile(tx, base, viewer)) return based;
    const trashed = await findTrashed(tx, base, viewer);
    based = trashed
      ? rebase(based, contentOf(trashed.profile))
      : { ...based, base_profile_id: null };
  }
  return based;
}

/** The content, without a base that has too many bases itself since: with its values instead. */
async function withinDepth(ctx: Context, tx: Transaction, content: ProfileContent, viewer: Viewer) {
  const { base_profile_id } = content;
  if (base_profile_id === null) return content;
  const chain = (await loadChains(ctx, tx, [base_profile_id], viewer))(base_profile_id);
  let based = content;
  for (const [index, link] of chain.entries()) {
    if (chain.length - index <= MAX_BASES) break;
    based = rebase(based, contentOf(link));
  }
  return based;
}

/** Assigns the profile to those of its former tasks that are on their default and can use it. */
async function assignAgain(
  ctx: Context,
  tx: Transaction,
  row: ProfileRow,
  former: readonly string[],
) {
  const choices = await loadChoices(ctx, row.user_id, tx);
  const { byId } = await currentCatalog(ctx, tx);
  const tasks = TASKS.filter(
    (task) =>
      former.includes(task.key) &&
      !choices.has(task.key) &&
      !obstacleOf(task, row, byId.get(row.model_name)),
  ).map(({ key }) => key);
  await changeAssignments(ctx, tx, {
    userId: row.user_id,
    kind: "restore",
    choices: new Map(tasks.map((key) => [key, row.id])),
  });
  return tasks;
}

/** Bases a profile on a restored one again, unless it was changed since or the chain became too long. */
async function baseAgain(
  ctx: Context,
  tx: Transaction,
  base: string,
  { id, revision }: TrashedChild,
): Promise<boolean> {
  const viewer = viewerOf(ctx.actor);
  const child = await findProfile(tx, id, viewer);
  if (child?.revision !== revision || child.user_id !== viewer.id) return false;
  const before = await findRevision(tx, id, viewer, revision - 1);
  if (before?.base_profile_id !== base) return false;
  const chain = (await loadChains(ctx, tx, [base], viewer))(base);
  const height = await heightAbove(tx, id, MAX_BASES + 1);
  if (baseRefusal({ id, user_id: child.user_id, height }, chain)) return false;
  await reviseProfile(ctx, tx, child, before, "rebase");
  return true;
}

async function basesAgain(
  ctx: Context,
  tx: Transaction,
  base: string,
  some: readonly TrashedChild[],
) {
  const based: string[] = [];
  for (const child of some) {
    if (await baseAgain(ctx, tx, base, child)) based.push(child.id);
  }
  return based;
}

/** Takes a profile out of the trash, with the first of the profiles that were based on it. */
async function revive(ctx: Context, tx: Transaction, id: string) {
  const viewer = viewerOf(ctx.actor);
  const { profile, tasks, children } = await ownTrashed(tx, id, viewer);
  const stem = firstOf(profile.name, 110).trimEnd();
  const named = (n: number) => (n === 1 ? profile.name : `${stem} ${n}`);
  const name = await freeName(tx, viewer, nameKey(stem), named);
  const content = await withBase(tx, { ...contentOf(profile), name }, viewer);
  const row = await reviveProfile(ctx, tx, profile, await withinDepth(ctx, tx, content, viewer));
  await emptyTrashOf(tx, [row.id]);
  const assigned = await assignAgain(ctx, tx, row, tasks);
  const based = await basesAgain(ctx, tx, row.id, children.slice(0, MAX_REBASED));
  const view = viewProfile(ctx, await currentCatalog(ctx, tx), row);
  const result: RestoredProfile = { profile: view, tasks: assigned, children: based };
  return { result, more: children.slice(MAX_REBASED) };
}

/**
 * Restores a deleted profile: with a free name if its own is taken, for its tasks that are on their
 * default, and as the base of the profiles that were based on it and were not changed since. More than
 * `MAX_REBASED` of those follow in transactions of their own.
 * @throws 401, 403, 404 `profile_not_found`, 409 `quota_exceeded`
 */
export async function restoreFromTrash(ctx: Context, id: string): Promise<RestoredProfile> {
  requireUser(ctx.actor, "write");
  const { result, more } = await withTransaction(ctx.db, (tx) => revive(ctx, tx, id));
  for (let start = 0; start < more.length; start += MAX_REBASED) {
    const some = more.slice(start, start + MAX_REBASED);
    const { id: base } = result.profile;
    result.children.push(
      ...(await withTransaction(ctx.db, (tx) => basesAgain(ctx, tx, base, some))),
    );
  }
  return result;
}

async function purgeRows(
  ctx: Context,
  tx: Transaction,
  rows: readonly { id: string; name: string }[],
): Promise<void> {
  await purgeProfiles(
    tx,
    rows.map(({ id }) => id),
  );
  for (const { id, name } of rows) {
    const target = `profile:${id}`;
    await recordEvent(ctx, tx, { action: "profile.purge", target, before: { name } });
  }
}

/** Deletes a profile for good. @throws 401, 403, 404 `profile_not_found` */
export async function purgeFromTrash(ctx: Context, id: string): Promise<void> {
  const viewer = viewerOf(requireUser(ctx.actor, "write"));
  await withTransaction(ctx.db, async (tx) => {
    const { profile } = await ownTrashed(tx, id, viewer);
    await purgeRows(ctx, tx, [profile]);
  });
}

/** Deletes everything in the caller's trash for good. @throws 401, 403 */
export async function emptyTrash(ctx: Context): Promise<void> {
  const viewer = viewerOf(requireUser(ctx.actor, "write"));
  // In turns, so that no other write waits for a large trash.
  for (let isEmpty = false; !isEmpty;) {
    isEmpty = await withTransaction(ctx.db, async (tx) => {
      const rows = await selectTrash(tx, viewer, BATCH, undefined);
      await purgeRows(ctx, tx, rows);
      return rows.length <= BATCH;
    });
  }
}

/** Removes the profiles that were deleted 30 days ago, the oldest of them. @returns how many */
export async function expireTrash(ctx: Context): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_FOR).toISOString();
  if ((await selectDeletedBefore(ctx.db.read, before, 1)).length === 0) return 0;
  return withTransaction(ctx.db, async (tx) => {
    const expired = await selectDeletedBefore(tx, before, BATCH);
    await purgeProfiles(tx, expired);
    return expired.length;
  });
}
