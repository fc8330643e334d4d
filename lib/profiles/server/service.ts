import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, SYSTEM_USER_ID } from "@/lib/actor";
import { ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError, type Fault, fault, invalid } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { taskByType } from "@/lib/registry/tasks";
import { show } from "@/lib/registry/words";
import { contentOf, nameKey } from "@/lib/values/content";
import { mergePatch, removedPaths } from "../merge-patch";
import { copyName, firstOf } from "../new-profile";
import { decide } from "../policy";
import type { ProfileQuery } from "../query";
import { isProfilePath, type Profile } from "../schema";
import { checkContent } from "./check";
import { countAll, kindOf, positionOf, selectPage, sizeOf } from "./list-repository";
import { namesLike, type ProfileRow } from "./repository";
import { addProfile, readableProfile, reviseProfile, writableProfile } from "./write";

/** A row as answers show it to this caller. */
export function viewProfile(ctx: Context, catalog: Catalog, row: ProfileRow): Profile {
  return {
    ...row,
    task: taskByType(row.type)?.key ?? String(row.type),
    read_only: decide(ctx.actor, "write", row.user_id) !== "allow",
    model_available: catalog.byId.has(row.model_name),
  };
}

async function view(ctx: Context, row: ProfileRow, db?: Reader): Promise<Profile> {
  return viewProfile(ctx, await currentCatalog(ctx, db), row);
}

/** A page of the caller's own profiles and the system's. @throws 401, 400 `invalid_cursor` */
export async function listProfiles(ctx: Context, query: ProfileQuery) {
  const actor = requireUser(ctx.actor, "read");
  const { sort, limit } = query;
  const after = decodeCursor(sort, query.cursor, kindOf(sort));
  const rows = await selectPage(ctx.db.read, actor.id, query, after);
  const page = cutPage(rows, limit, sort, (row) => positionOf(row, sort), sizeOf);
  const catalog = await currentCatalog(ctx);
  const total = await countAll(ctx.db.read, actor.id, query);
  return { ...page, data: page.data.map((row) => viewProfile(ctx, catalog, row)), total };
}

/** @throws 401, 404 `profile_not_found` */
export async function getProfile(ctx: Context, id: string): Promise<Profile> {
  requireUser(ctx.actor, "read");
  return view(ctx, await readableProfile(ctx, id));
}

/** Makes a profile of the caller's. @throws 401, 403, 409 `name_taken`, 422 */
export function createProfile(ctx: Context, input: unknown): Promise<Profile> {
  const actor = requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const subject = { input, ownerId: actor.id, current: null };
    const content = await checkContent(ctx, tx, subject);
    const identity = { id: ids.uuid(), user_id: actor.id };
    return view(ctx, await addProfile(ctx, tx, identity, content, "create"), tx);
  });
}

async function revise(
  ctx: Context,
  tx: Transaction,
  current: ProfileRow,
  input: unknown,
  faults: Fault[] = [],
) {
  const subject = { input, ownerId: current.user_id, current, faults };
  const content = await checkContent(ctx, tx, subject);
  if (current.user_id === SYSTEM_USER_ID && content.type !== current.type) {
    throw new AppError(
      "default_required",
      "A default stays the default of its task: its type cannot change.",
    );
  }
  return view(ctx, await reviseProfile(ctx, tx, current, content, "update"), tx);
}

/**
 * Replaces the whole profile: what the input leaves out is empty afterwards.
 * @throws 401, 403, 404, 409 `name_taken` or `default_required`, 412, 422
 */
export function replaceProfile(
  ctx: Context,
  id: string,
  input: unknown,
  expectedRevision: ExpectedRevision,
): Promise<Profile> {
  requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const current = await writableProfile(ctx, tx, id, expectedRevision);
    return revise(ctx, tx, current, input);
  });
}

/** The fields that a patch removes and that are none: merged, nothing would be left of them. */
function patchFaults(patch: unknown): Fault[] {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
    throw invalid([fault([], "invalid_type", `The body must be an object; got ${show(patch)}`)]);
  }
  const unknown = removedPaths(patch).filter((path) => !isProfilePath(path));
  return unknown.map((path) => fault(path, "unknown_field", "is not a field of a profile"));
}

/**
 * Changes the fields that the merge patch names (RFC 7396; `null` unsets).
 * @throws 401, 403, 404, 409 `name_taken` or `default_required`, 412, 422
 */
export function patchProfile(
  ctx: Context,
  id: string,
  patch: unknown,
  expectedRevision: ExpectedRevision,
): Promise<Profile> {
  requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const current = await writableProfile(ctx, tx, id, expectedRevision);
    const faults = patchFaults(patch);
    return revise(ctx, tx, current, mergePatch(contentOf(current), patch), faults);
  });
}

/**
 * A copy that the caller owns, on the same base. Without a name it gets a free one.
 * @throws 401, 403, 404, 409 `name_taken`, 422
 */
export function duplicateProfile(ctx: Context, id: string, name?: string): Promise<Profile> {
  const actor = requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const source = await readableProfile(ctx, id, tx);
    const start = firstOf(nameKey(copyName(source.name, 0)), 60);
    const taken = await namesLike(tx, actor.id, start);
    let copy = name ?? copyName(source.name, 1);
    for (let n = 2; name === undefined && taken.has(nameKey(copy)); n += 1) {
      copy = copyName(source.name, n);
    }
    const input = { ...contentOf(source), name: copy };
    // Checked as the source stands: a copy of what has lost its model is still a copy.
    const subject = { input, ownerId: actor.id, current: source, boundsAnew: true };
    const content = await checkContent(ctx, tx, subject);
    const identity = { id: ids.uuid(), user_id: actor.id };
    return view(ctx, await addProfile(ctx, tx, identity, content, "duplicate"), tx);
  });
}
