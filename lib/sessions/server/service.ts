import "server-only";
import { type Database, perDatabase } from "@/db/client";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireSession } from "@/lib/actor";
import { clock, ids, isRecent } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { LastUses } from "@/lib/credentials/server/last-use";
import { AppError } from "@/lib/errors";
import { readEnv } from "@/lib/runtime/env";
import { browserIn } from "../browser";
import type { Session } from "../schema";
import {
  deleteOldSessions,
  deleteSession,
  deleteSessionsOf,
  deleteSessionsUntil,
  findOwnSession,
  findSessionAndOwner,
  insertSession,
  type SessionRow,
  selectSessions,
  setConfirmed,
  setSessionUsed,
} from "./repository";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long a password that was entered again counts. */
const CONFIRMED_FOR = 10 * MINUTE;
/** Sessions that a user can have at once; a new one ends the one that was not used for longest. */
const MAX_SESSIONS = 50;
/** Expired sessions that one sign-in removes, so that it never takes long. */
const REMOVED_AT_ONCE = 100;

/** Milliseconds from a sign-in to the end of its session, however often it is used. */
function life(): number {
  return readEnv().SESSION_DAYS * DAY;
}

/** Sessions that began then or before have expired. */
function expiredUntil(): string {
  return new Date(clock.now().getTime() - life()).toISOString();
}

function expiryOf({ created_at }: Pick<SessionRow, "created_at">): string {
  return new Date(Date.parse(created_at) + life()).toISOString();
}

/** Reads it again if it is missing: it may just have begun at another process, which a replica follows. */
async function findOrCatchUp(ctx: Context, id: string) {
  const found = await findSessionAndOwner(ctx.db.read, id);
  if (found || ctx.db.mode !== "replica") return found;
  // Without its server, a replica knows only the sessions of its last copy.
  await ctx.db.refresh().catch(() => undefined);
  return findSessionAndOwner(ctx.db.read, id);
}

/** The session with this id and its owner; it may have expired, and the owner may be disabled. */
export async function findSession(ctx: Context, id: string) {
  const found = await findOrCatchUp(ctx, id);
  return found && { ...found, session: { id, expires_at: expiryOf(found.session) } };
}

/** Starts a session of a user whose password was just checked. Returns its id. */
export async function startSession(
  ctx: Context,
  tx: Transaction,
  { userId, userAgent }: { userId: string; userAgent: string | null },
): Promise<string> {
  await deleteSessionsUntil(tx, expiredUntil(), REMOVED_AT_ONCE);
  await deleteOldSessions(tx, userId, MAX_SESSIONS - 1);
  const now = clock.iso();
  const id = ids.uuid();
  await insertSession(tx, {
    id,
    user_id: userId,
    created_at: now,
    last_used_at: now,
    address: ctx.origin.address,
    browser: browserIn(userAgent),
    confirmed_at: null,
  });
  return id;
}

/** The caller's sessions, last used first. @throws 401, 403 with an API key */
export async function listSessions(ctx: Context): Promise<{ data: Session[] }> {
  const actor = requireSession(ctx.actor);
  const rows = await selectSessions(ctx.db.read, actor.id, expiredUntil());
  const data = rows.map(({ user_id: _user, confirmed_at: _confirmed, ...row }) => ({
    ...row,
    expires_at: expiryOf(row),
    current: row.id === actor.session,
  }));
  return { data };
}

/** Ends one of the caller's sessions. @throws 401, 403 with an API key, 404 `session_not_found` */
export async function revokeSession(ctx: Context, id: string): Promise<void> {
  const actor = requireSession(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    const row = await findOwnSession(tx, actor.id, id);
    if (!row) throw new AppError("session_not_found", "There is no session with this id.");
    await deleteSession(tx, id);
    await recordEvent(ctx, tx, {
      action: "user.session_end",
      target: `user:${actor.id}`,
      before: { browser: row.browser },
    });
  });
}

/** Ends the session with this id, if there is one: its browser signs out. */
export async function endSession(ctx: Pick<Context, "db">, id: string): Promise<void> {
  await withTransaction(ctx.db, (tx) => deleteSession(tx, id));
}

/** Ends all sessions of a user, in the transaction of the cause. */
export async function endSessionsOf(_ctx: Context, tx: Transaction, userId: string): Promise<void> {
  await deleteSessionsOf(tx, userId);
}

/** The caller's session. @throws 401 if it has just ended, 403 with an API key */
async function ownSession(ctx: Context, db: Reader): Promise<SessionRow> {
  const actor = requireSession(ctx.actor);
  const row = await findOwnSession(db, actor.id, actor.session);
  if (row) return row;
  throw new AppError("unauthenticated", "This session has just ended. Sign in again.");
}

/** Notes that the caller has entered their password again. @throws 401, 403 with an API key */
export async function noteConfirmation(ctx: Context, tx: Transaction): Promise<void> {
  const { id } = await ownSession(ctx, tx);
  await setConfirmed(tx, id, clock.iso());
}

/**
 * Requires that the caller has entered their password again in the last 10 minutes, in this session.
 * @throws 401, 403 `permission_denied` with an API key, 403 `password_required`
 */
export async function requireConfirmation(ctx: Context, tx: Transaction): Promise<void> {
  const { confirmed_at } = await ownSession(ctx, tx);
  if (confirmed_at !== null && isRecent(confirmed_at, CONFIRMED_FOR)) return;
  const detail = "Enter your password again (POST /api/me/confirm), then repeat this call.";
  throw new AppError("password_required", detail);
}

/** The uses of sessions that this process notes. */
function sessionUses(db: Database): LastUses {
  return perDatabase(db, "session-last-use", () => new LastUses(db, setSessionUsed));
}

/** Notes that a session was used, at most once a minute and never on the request's own path. */
export function noteSessionUse(ctx: Context, id: string): void {
  sessionUses(ctx.db).note(id, ctx.origin.address);
}

/** Writes the uses that are noted. */
export async function flushSessionUses(ctx: Pick<Context, "db">): Promise<void> {
  return sessionUses(ctx.db).flush();
}
