import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, SYSTEM_USER_ID, type Viewer, viewerOf } from "@/lib/actor";
import { ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError, type Fault } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { getModel } from "@/lib/models/server/service";
import { firstOf } from "@/lib/registry/words";
import { contentOf, nameKey } from "@/lib/values/content";
import { patchFaults } from "../faults";
import { mergePatch } from "../merge-patch";
import { copyName } from "../new-profile";
import type { ProfileQuery } from "../query";
import type { ListedProfile, Profile } from "../schema";
import { checkContent } from "./check";
import { countAll, positionOf, searchPage, selectPage, sortType } from "./list-repository";
import { bytesOf } from "./quota-repository";
import { countByModel, type ProfileRow } from "./repository";
import { listEffective, viewProfile } from "./view-service";
import {
  addProfile,
  freeName,
  ownerAsViewer,
  readableProfile,
  reviseProfile,
  writableProfile,
} from "./write";

async function view(ctx: Context, row: ProfileRow, db?: Reader): Promise<Profile> {
  return viewProfile(ctx, await currentCatalog(ctx, db), row);
}

/** A page's rows, one more if there is a next page, and the number of rows on all pages. */
async function readPage(ctx: Context, viewer: Viewer, query: ProfileQuery) {
  const db = ctx.db.read;
  const after = decodeCursor(query.sort, query.cursor, sortType(query.sort));
  if (query.q !== undefined) return searchPage(db, viewer, query, after);
  const rows = await selectPage(db, viewer, query, after);
  return { rows, total: await countAll(db, viewer, query) };
}

/** A profile of a list, with what `fields` may name beside a profile's own. */
type ListedView = Profile & Pick<ListedProfile, "effective" | "model_task">;

/**
 * A page of the caller's own profiles and the defaults. Texts that `fields` does not name are empty.
 * @throws 401, 400 `invalid_cursor`
 */
export async function listProfiles(ctx: Context, query: ProfileQuery) {
  const viewer = viewerOf(requireUser(ctx.actor, "read"));
  const { sort, limit } = query;
  const { rows, total } = await readPage(ctx, viewer, query);
  const page = cutPage(rows, limit, sort, (row) => positionOf(row, sort), bytesOf);
  const catalog = await currentCatalog(ctx);
  const views: ListedView[] = page.data.map((row) => viewProfile(ctx, catalog, row));
  const { fields = [] } = query;
  if (fields.includes("model_task")) {
    for (const view of views) view.model_task = catalog.byId.get(view.model_name)?.task ?? null;
  }
  if (fields.includes("effective")) {
    const effective = await listEffective(ctx, viewer, catalog, page.data);
    for (const [index, view] of views.entries()) view.effective = effective[index];
  }
  return { ...page, data: views, total };
}

/** @throws 401, 404 `profile_not_found` */
export async function getProfile(ctx: Context, id: string): Promise<Profile> {
  requireUser(ctx.actor, "read");
  return view(ctx, await readableProfile(ctx, id));
}

/**
 * A model of the catalog, and how many profiles that the caller sees use it.
 * @throws 401, 404 `model_not_found`
 */
export async function getModelWithUse(ctx: Context, id: string) {
  const viewer = viewerOf(requireUser(ctx.actor, "read"));
  const model = await getModel(ctx, id);
  return { ...model, used_by: await countByModel(ctx.db.read, id, viewer) };
}

/** Creates a profile that the caller owns. @throws 401, 403, 409 `name_taken`, 422 */
export async function createProfile(ctx: Context, input: unknown): Promise<Profile> {
  const owner = viewerOf(requireUser(ctx.actor, "write"));
  return withTransaction(ctx.db, async (tx) => {
    const content = await checkContent(ctx, tx, { input, owner, current: null });
    const identity = { id: ids.uuid(), user_id: owner.id };
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
  const subject = { input, owner: ownerAsViewer(ctx, current), current, faults };
  const content = await checkContent(ctx, tx, subject);
  if (current.user_id === SYSTEM_USER_ID && content.type !== current.type) {
    throw new AppError("default_required", "The task of a default profile cannot be changed.");
  }
  return view(ctx, await reviseProfile(ctx, tx, current, content, "update"), tx);
}

/**
 * Replaces the whole profile: fields that the input omits become empty.
 * @throws 401, 403, 404, 409 `name_taken` or `default_required`, 412, 422
 */
export async function replaceProfile(
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

/**
 * Changes the fields that the merge patch names (RFC 7396; `null` unsets).
 * @throws 401, 403, 404, 409 `name_taken` or `default_required`, 412, 422
 */
export async function patchProfile(
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
export async function duplicateProfile(ctx: Context, id: string, name?: string): Promise<Profile> {
  const owner = viewerOf(requireUser(ctx.actor, "write"));
  return withTransaction(ctx.db, async (tx) => {
    const source = await readableProfile(ctx, id, tx);
    const start = firstOf(nameKey(copyName(source.name, 0)), 60);
    const named = (n: number) => copyName(source.name, n);
    const copy = name ?? (await freeName(tx, owner, start, named));
    const input = { ...contentOf(source), name: copy };
    // Checked against the source as `current`: a copy may keep a model that has left the catalog.
    const subject = { input, owner, current: source, boundsAnew: true };
    const content = await checkContent(ctx, tx, subject);
    const identity = { id: ids.uuid(), user_id: owner.id };
    return view(ctx, await addProfile(ctx, tx, identity, content, "duplicate"), tx);
  });
}
