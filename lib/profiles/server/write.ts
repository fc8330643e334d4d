import "server-only";
import { isUniqueViolation } from "@/db/failure";
import type { Reader, Transaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, SYSTEM_USER_ID, SYSTEM_VIEWER, type Viewer, viewerOf } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { type Change, changesBetween } from "@/lib/values/changes";
import { contentOf, nameKey, type ProfileContent } from "@/lib/values/content";
import { audited } from "../audited";
import { accessTo, decide } from "../policy";
import { findProfile, insertProfile, type ProfileRow, updateProfile } from "./repository";
import { insertRevision } from "./revisions-repository";

function profileNotFound(): AppError {
  return new AppError("profile_not_found", "There is no profile with this id.");
}

/** The owner of a profile that the caller may write, as a viewer: the caller, or the system for a default. */
export function ownerAsViewer(ctx: Context, { user_id }: ProfileRow): Viewer {
  return user_id === SYSTEM_USER_ID ? SYSTEM_VIEWER : viewerOf(ctx.actor);
}

/** The profile, if the caller may read it. @throws 404 `profile_not_found` */
export async function readableProfile(
  ctx: Context,
  id: string,
  db: Reader = ctx.db.read,
): Promise<ProfileRow> {
  const row = await findProfile(db, id.toLowerCase(), viewerOf(ctx.actor));
  if (!row || decide(ctx.actor, "read", accessTo(row)) === "hide") throw profileNotFound();
  return row;
}

/** @throws 412 `revision_mismatch` with `current_revision`, unless the revision is an expected one */
export function checkRevision(expected: ExpectedRevision, revision: number): void {
  if (expected === null || [expected].flat().includes(revision)) return;
  const detail = `The profile is at revision ${revision}, which If-Match does not name; nothing was changed.`;
  throw new AppError("revision_mismatch", detail, { extra: { current_revision: revision } });
}

/**
 * The profile, if the caller may change it and it is at the expected revision.
 * @throws 404 `profile_not_found`, 403 `permission_denied`, 412 `revision_mismatch`
 */
export async function writableProfile(
  ctx: Context,
  tx: Transaction,
  id: string,
  expectedRevision: ExpectedRevision,
): Promise<ProfileRow> {
  const row = await readableProfile(ctx, id, tx);
  if (decide(ctx.actor, "write", accessTo(row)) !== "allow") {
    const role = ctx.actor.kind === "user" ? ctx.actor.role : "user";
    // An admin lacks the key's scope, which `requireAdmin` reports; everybody else lacks the role.
    if (role === "admin") requireAdmin(ctx.actor);
    throw new AppError(
      "permission_denied",
      "Only an admin may change a default profile. Duplicate it to get a profile of your own.",
    );
  }
  checkRevision(expectedRevision, row.revision);
  return row;
}

/** Awaits a write of a profile. @throws 409 `name_taken` if the owner has another profile with the name */
async function mapNameConflict(ctx: Context, owner: string, write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const isOwn = ctx.actor.kind === "user" && ctx.actor.id === owner;
    const subject = isOwn ? "You already have" : "The owner already has";
    const detail = `${subject} a profile with this name. Choose another name.`;
    throw new AppError("name_taken", detail);
  }
}

function side(changes: readonly Change[], which: "from" | "to") {
  const present = changes.filter((change) => which in change);
  return Object.fromEntries(present.map((change) => [change.path, change[which]]));
}

/** The part of the audit action after `profile.`. */
export type ProfileAction = "create" | "update" | "duplicate" | "restore" | "rebase" | "reset";

async function saveRevision(ctx: Context, tx: Transaction, row: ProfileRow): Promise<void> {
  await insertRevision(tx, {
    profile_id: row.id,
    revision: row.revision,
    created_at: row.updated_at,
    author: ctx.actor.kind === "user" ? ctx.actor.id : SYSTEM_USER_ID,
    content: contentOf(row),
  });
}

async function record(
  ctx: Context,
  tx: Transaction,
  row: ProfileRow,
  previous: ProfileRow | null,
  action: ProfileAction,
) {
  await saveRevision(ctx, tx, row);
  const changes = changesBetween(previous && contentOf(previous), contentOf(row));
  await recordEvent(ctx, tx, {
    action: `profile.${action}`,
    target: `profile:${row.id}`,
    before: previous && audited(side(changes, "from"), row.user_id),
    after: audited(side(changes, "to"), row.user_id),
  });
}

/** A new profile with its first revision and its audit row. */
export async function addProfile(
  ctx: Context,
  tx: Transaction,
  identity: { id: string; user_id: string },
  content: ProfileContent,
  action: ProfileAction,
): Promise<ProfileRow> {
  const now = clock.iso();
  const row: ProfileRow = {
    ...content,
    ...identity,
    name_key: nameKey(content.name),
    revision: 1,
    created_at: now,
    updated_at: now,
  };
  await mapNameConflict(ctx, row.user_id, insertProfile(tx, row));
  await record(ctx, tx, row, null, action);
  return row;
}

/** A profile's next revision, as a row. */
function nextRow(current: ProfileRow, content: ProfileContent): ProfileRow {
  return {
    ...current,
    ...content,
    name_key: nameKey(content.name),
    revision: current.revision + 1,
    updated_at: clock.iso(),
  };
}

/** The next revision of a profile, with its audit row. */
export async function reviseProfile(
  ctx: Context,
  tx: Transaction,
  current: ProfileRow,
  content: ProfileContent,
  action: ProfileAction,
): Promise<ProfileRow> {
  const row = nextRow(current, content);
  await mapNameConflict(ctx, row.user_id, updateProfile(tx, current, row));
  await record(ctx, tx, row, current, action);
  return row;
}
