import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import {
  type Actor,
  isAdmin,
  requireUser,
  SYSTEM_USER_ID,
  type Viewer,
  viewerOf,
} from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { cutPage, decodeCursor, invalidCursor, readRows } from "@/lib/http/pagination";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import type { ProfileContent } from "@/lib/values/content";
import { changesBetween, shortened, type ShortenedChange } from "@/lib/values/changes";
import type { RevisionQuery } from "../query";
import type { Profile } from "../schema";
import { checkContent } from "./check";
import { findProfile, type ProfileRow } from "./repository";
import { countRevisions, findRevision, selectRevisions } from "./revisions-repository";
import { viewProfile } from "./view-service";
import { ownerAsViewer, readableProfile, reviseProfile, writableProfile } from "./write";

const ORDER = "-revision";

type RevisionRow = Awaited<ReturnType<typeof selectRevisions>>[number];

/** Approximate bytes of a revision: those of its texts. */
function sizeOf({ content }: RevisionRow): number {
  return Buffer.byteLength(content.system_prompt) + Buffer.byteLength(content.description);
}

/** What a revision changed, with the texts shortened. */
function changesOf(row: RevisionRow, before: RevisionRow | undefined): ShortenedChange[] {
  return changesBetween(before?.content ?? null, row.content).map(shortened);
}

/**
 * Newest first, each with its content and what it changed against the one before it that is kept;
 * `changes` is empty if `fields` does not name it.
 * @throws 401, 404, 400 `invalid_cursor`
 */
export async function listRevisions(ctx: Context, id: string, query: RevisionQuery) {
  const viewer = viewerOf(requireUser(ctx.actor, "read"));
  const profile = await readableProfile(ctx, id);
  const after = decodeCursor(ORDER, query.cursor, "number");
  const before = after?.value;
  if (before !== undefined && !isRevision(before)) throw invalidCursor();
  // One row more than the page: the last revision on it is compared with that one.
  const rows = await readRows<RevisionRow>(query.limit, sizeOf, (limit, last) =>
    selectRevisions(ctx.db.read, profile.id, viewer, last?.revision ?? before, limit),
  );
  const at = (row: RevisionRow) => ({ value: row.revision, id: profile.id });
  const page = cutPage(rows, query.limit, ORDER, at, sizeOf);
  const wantsChanges = query.fields?.includes("changes") ?? true;
  const data = page.data.map((row, index) => ({
    ...row,
    ...authorFor(ctx.actor, row, profile.user_id),
    changes: wantsChanges ? changesOf(row, rows[index + 1]) : [],
  }));
  return { ...page, data, total: await countRevisions(ctx.db.read, profile.id, viewer) };
}

/** The author as the caller may see it: only admins learn which admin changed a default. */
function authorFor(
  actor: Actor,
  { author, author_name }: { author: string; author_name: string | null },
  ownerId: string,
) {
  if (author === SYSTEM_USER_ID) return { author, author_name: "System" };
  const isForeign = ownerId === SYSTEM_USER_ID && !(actor.kind === "user" && isAdmin(actor));
  return isForeign
    ? { author: "admin", author_name: "An admin" }
    : { author, author_name: author_name ?? "Unknown" };
}

function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function revisionNumber(text: string): number {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0;
}

/** The content to restore; it keeps the current base if the old one has been deleted. */
async function withExistingBase(
  tx: Transaction,
  content: ProfileContent,
  current: ProfileRow,
  owner: Viewer,
): Promise<ProfileContent> {
  if (content.base_profile_id === null) return content;
  if (await findProfile(tx, content.base_profile_id, owner)) return content;
  return { ...content, base_profile_id: current.base_profile_id };
}

/**
 * The content of an older revision, checked like any write; with `keeps_model`, its model may have left the
 * catalog.
 * @throws 404 `revision_not_found`, 422
 */
export async function restoredContent(
  ctx: Context,
  tx: Transaction,
  current: ProfileRow,
  revision: number,
  option?: "keeps_model",
): Promise<ProfileContent> {
  const restored = await findRevision(tx, current.id, viewerOf(ctx.actor), revision);
  if (!restored) {
    const detail = `The profile is at revision ${current.revision}. This revision does not exist or is no longer kept.`;
    throw new AppError("revision_not_found", detail);
  }
  const owner = ownerAsViewer(ctx, current);
  const input = await withExistingBase(tx, restored, current, owner);
  const formerModel = option && input.model_name;
  return checkContent(ctx, tx, { input, owner, current, boundsAnew: true, formerModel });
}

/**
 * Saves the content of an older revision as a new one.
 * @throws 401, 403, 404 `profile_not_found` or `revision_not_found`, 409, 412, 422
 */
export async function restoreRevision(
  ctx: Context,
  id: string,
  revision: string,
  expectedRevision: ExpectedRevision,
): Promise<Profile> {
  requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const current = await writableProfile(ctx, tx, id, expectedRevision);
    const content = await restoredContent(ctx, tx, current, revisionNumber(revision));
    const row = await reviseProfile(ctx, tx, current, content, "restore");
    return viewProfile(ctx, await currentCatalog(ctx, tx), row);
  });
}
