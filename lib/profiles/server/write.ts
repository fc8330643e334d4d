import "server-only";
import { isUniqueViolation } from "@/db/failure";
import type { Reader, Transaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, SYSTEM_USER_ID, SYSTEM_VIEWER, type Viewer, viewerOf } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type ExpectedRevision, isExpected } from "@/lib/http/endpoint";
import { quotas } from "@/lib/runtime/quotas";
import { type Change, changesBetween } from "@/lib/values/changes";
import { contentOf, nameKey, type ProfileContent } from "@/lib/values/content";
import { audited } from "../audited";
import { accessTo, decide } from "../policy";
import {
  findProfile,
  insertProfile,
  namesLike,
  type ProfileRow,
  updateProfile,
} from "./repository";
import { bringRevisionsBack } from "./trash-repository";
import { assertQuota } from "./quota";
import { insertRevision, keepPrompt, thinRevisions } from "./revisions-repository";

export function profileNotFound(): AppError {
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
  if (isExpected(expected, revision)) return;
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
      "Only an admin may change a default profile. Create a profile based on it instead.",
    );
  }
  checkRevision(expectedRevision, row.revision);
  return row;
}

/**
 * The first of the owner's possible names, `nth(1)`, `nth(2)` and so on, that no profile of theirs has. All
 * start with `start`, which is folded as names are compared.
 */
export async function freeName(
  db: Reader,
  owner: Viewer,
  start: string,
  nth: (n: number) => string,
): Promise<string> {
  const taken = await namesLike(db, owner, start);
  for (let n = 1; ; n += 1) {
    const name = nth(n);
    if (!taken.has(nameKey(name))) return name;
  }
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
  const { revisions } = quotas();
  if (row.revision > revisions) await thinRevisions(tx, row.id, revisions);
}

/** What a write changed, by path, as the audit stores it; `before` is null for a new profile. */
export function auditedSides(previous: ProfileRow | null, row: ProfileRow) {
  const changes = changesBetween(previous && contentOf(previous), contentOf(row));
  return {
    before: previous && audited(side(changes, "from"), row.user_id),
    after: audited(side(changes, "to"), row.user_id),
  };
}

async function record(
  ctx: Context,
  tx: Transaction,
  row: ProfileRow,
  previous: ProfileRow | null,
  action: ProfileAction | null,
) {
  await saveRevision(ctx, tx, row);
  if (action === null) return;
  await recordEvent(ctx, tx, {
    action: `profile.${action}`,
    target: `profile:${row.id}`,
    ...auditedSides(previous, row),
  });
}

/** The texts that the search compares. */
function searchKeys({ name, description }: ProfileContent) {
  return { name_key: nameKey(name), description_key: nameKey(description) };
}

/**
 * A new profile with its first revision and its audit row; without an action, the caller records the
 * event.
 * @throws 409 `name_taken` or `quota_exceeded`
 */
export async function addProfile(
  ctx: Context,
  tx: Transaction,
  identity: { id: string; user_id: string },
  content: ProfileContent,
  action: ProfileAction | null,
): Promise<ProfileRow> {
  const now = clock.iso();
  const row: ProfileRow = {
    ...content,
    ...identity,
    ...searchKeys(content),
    revision: 1,
    created_at: now,
    updated_at: now,
  };
  await assertQuota(tx, row, null);
  await mapNameConflict(ctx, row.user_id, insertProfile(tx, row));
  await record(ctx, tx, row, null, action);
  return row;
}

/** A profile's next revision, as a row. */
function nextRow(current: ProfileRow, content: ProfileContent): ProfileRow {
  return {
    ...current,
    ...content,
    ...searchKeys(content),
    revision: current.revision + 1,
    updated_at: clock.iso(),
  };
}

/**
 * The next revision of a profile, with its audit row as in `addProfile`.
 * @throws 409 `name_taken` or `quota_exceeded`, which a `rebase` ignores
 */
export async function reviseProfile(
  ctx: Context,
  tx: Transaction,
  current: ProfileRow,
  content: ProfileContent,
  action: ProfileAction | null,
): Promise<ProfileRow> {
  const row = nextRow(current, content);
  // Deleting a base must always be possible.
  if (action !== "rebase") await assertQuota(tx, row, current);
  await mapNameConflict(ctx, row.user_id, updateProfile(tx, current, row));
  if (row.system_prompt !== current.system_prompt) await keepPrompt(tx, current);
  await record(ctx, tx, row, current, action);
  return row;
}

/** Profiles rebased in one transaction, which no other write or request can interrupt: 4 MB of prompts. */
export const MAX_REBASED = 20;

/**
 * Stores a profile from the trash again: with its revisions, and a next one if its content differs.
 * @throws 409 `quota_exceeded`
 */
export async function reviveProfile(
  ctx: Context,
  tx: Transaction,
  former: ProfileRow,
  content: ProfileContent,
): Promise<ProfileRow> {
  const isSame = changesBetween(contentOf(former), content).length === 0;
  const row = isSame ? former : nextRow(former, content);
  await assertQuota(tx, row, null);
  await insertProfile(tx, row);
  await bringRevisionsBack(tx, row.id);
  if (row.system_prompt !== former.system_prompt) await keepPrompt(tx, former);
  if (!isSame) await saveRevision(ctx, tx, row);
  await recordEvent(ctx, tx, {
    action: "profile.undelete",
    target: `profile:${row.id}`,
    after: { name: row.name, ...auditedSides(former, row).after },
  });
  return row;
}
