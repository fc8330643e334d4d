import "server-only";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID, viewerOf } from "@/lib/actor";
import { ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import type { ChangedProfile } from "@/lib/history/schema";
import type { Task } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { blankContent, contentOf, nameKey, type ProfileContent } from "@/lib/values/content";
import { rebase } from "@/lib/values/inherit";
import { patchFaults } from "../faults";
import { mergePatch } from "../merge-patch";
import { checkContent } from "./check";
import { type ProfileRow, selectStates } from "./repository";
import { restoredContent } from "./revisions-service";
import { discardProfile } from "./trash-repository";
import { addProfile, auditedSides, freeName, reviseProfile, writableProfile } from "./write";

/*
 * What changing a task does to profiles. The caller has found them among the user's own and the
 * defaults, and records the event.
 */

/** A profile that was created or revised for a task. */
export interface TunedProfile extends ChangedProfile {
  name: string;
  model_name: string;
  /** What changed, as the audit stores it; `before` is null for a new profile. */
  audit: ReturnType<typeof auditedSides>;
}

function tuned(previous: ProfileRow | null, row: ProfileRow): TunedProfile {
  return {
    id: row.id,
    name: row.name,
    model_name: row.model_name,
    from_revision: previous?.revision ?? null,
    to_revision: row.revision,
    audit: auditedSides(previous, row),
  };
}

function isSame(a: ProfileContent, b: ProfileContent): boolean {
  return changesBetween(a, b).length === 0;
}

/**
 * Applies a merge patch to a profile of the caller's own.
 * @returns null if that changes nothing
 * @throws 409 `name_taken` or `quota_exceeded`, 422
 */
export async function patchOwn(
  ctx: Context,
  tx: Transaction,
  current: ProfileRow,
  patch: unknown,
): Promise<TunedProfile | null> {
  const faults = patchFaults(patch);
  const input = mergePatch(contentOf(current), patch);
  const subject = { input, owner: viewerOf(ctx.actor), current, faults };
  const content = await checkContent(ctx, tx, subject);
  if (isSame(content, contentOf(current))) return null;
  return tuned(current, await reviseProfile(ctx, tx, current, content, null));
}

/** The content that a new profile for a task starts with: a copy of one's own, or one based on a default. */
function startFor(source: ProfileRow, task: Task, name: string): ProfileContent {
  if (source.user_id !== SYSTEM_USER_ID) {
    return { ...contentOf(source), name, type: task.type };
  }
  return { ...blankContent(task.type, source.model_name), name, base_profile_id: source.id };
}

const IDENTITY = ["name", "description", "type", "model_version", "base_profile_id"] as const;

/** True if a new profile based on a default would do exactly what the default does. */
function addsNothing(content: ProfileContent, start: ProfileContent, source: ProfileRow): boolean {
  if (source.user_id !== SYSTEM_USER_ID) return false;
  if (IDENTITY.some((field) => content[field] !== start[field])) return false;
  const { name, description, type, model_version } = source;
  return isSame(
    { ...rebase(content, source), name, description, type, model_version },
    contentOf(source),
  );
}

/**
 * Creates a profile for a task, with the patch applied: based on `source` if it is a default, otherwise
 * a copy of it. It is named after the task unless the patch has a name.
 * @returns null if it would do what the default does
 * @throws 409 `name_taken` or `quota_exceeded`, 422
 */
export async function createForTask(
  ctx: Context,
  tx: Transaction,
  { source, task }: { source: ProfileRow; task: Task },
  patch: unknown,
): Promise<TunedProfile | null> {
  const owner = viewerOf(ctx.actor);
  const faults = patchFaults(patch);
  const { label } = task;
  const named = (n: number) => (n === 1 ? label : `${label} ${n}`);
  const start = startFor(source, task, await freeName(tx, owner, nameKey(label), named));
  // A copy may keep a model that has left the catalog, as when a profile is duplicated.
  const current = source.user_id === SYSTEM_USER_ID ? null : source;
  const input = mergePatch(start, patch);
  const subject = { input, owner, current, faults, boundsAnew: true };
  const content = await checkContent(ctx, tx, subject);
  if (addsNothing(content, start, source)) return null;
  const identity = { id: ids.uuid(), user_id: owner.id };
  return tuned(null, await addProfile(ctx, tx, identity, content, null));
}

/** A profile as far as undoing a change depends on it. */
export type ProfileState = Awaited<ReturnType<typeof selectStates>>[number];

/** Those of the profiles that the caller may see, by their ids. */
export async function loadStates(
  ctx: Context,
  db: Reader,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, ProfileState>> {
  const rows = await selectStates(db, profileIds, viewerOf(ctx.actor));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Undoes what `patchOwn` or a move did: a new revision with the content before, also if its model has left
 * the catalog.
 * @throws 404 `revision_not_found` if that is no longer kept, 409 `name_taken` or `quota_exceeded`, 422
 */
export async function undoPatch(
  ctx: Context,
  tx: Transaction,
  id: string,
  revision: number,
): Promise<TunedProfile> {
  const current = await writableProfile(ctx, tx, id, null);
  const content = await restoredContent(ctx, tx, current, revision, "keeps_model");
  return tuned(current, await reviseProfile(ctx, tx, current, content, null));
}

/** Undoes what `createForTask` did: moves the profile, which nothing uses any more, to the trash. */
export async function undoCreation(ctx: Context, tx: Transaction, id: string): Promise<void> {
  await discardProfile(tx, await writableProfile(ctx, tx, id, null));
}
