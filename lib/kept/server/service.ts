import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, SYSTEM_USER_ID, viewerOf } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor, readRows } from "@/lib/http/pagination";
import { loadChains } from "@/lib/profiles/server/view-service";
import { quotaExceeded } from "@/lib/runtime/quotas";
import {
  KEPT_DAYS,
  type KeepingState,
  type KeptPage,
  type KeptQuery,
  MAX_PROFILES,
} from "../schema";
import {
  countKeeping,
  countKept,
  deleteAllBut,
  deleteKeeping,
  deleteKeptBefore,
  findKeeping,
  hasKeptBefore,
  selectKept,
  upsertKeeping,
} from "./repository";

const DAY = 24 * 60 * 60 * 1000;
/** Rows that one transaction deletes: each may be large. */
const BATCH = 20;

/**
 * The caller's own profile. What others send is private, also from admins, and a default is everyone's.
 * @throws 404 `profile_not_found`, 403 `permission_denied` for a default
 */
async function ownProfile(ctx: Context, given: string, db: Reader = ctx.db.read) {
  const id = given.toLowerCase();
  const viewer = viewerOf(ctx.actor);
  const [profile] = (await loadChains(ctx, db, [id], viewer))(id);
  if (profile?.user_id === viewer.id) return profile;
  if (profile?.user_id === SYSTEM_USER_ID) {
    const detail =
      "Everyone uses a default, so its requests are never kept. Create a profile based on it first.";
    throw new AppError("permission_denied", detail);
  }
  throw new AppError("profile_not_found", "There is no profile with this id.");
}

type OwnProfile = Awaited<ReturnType<typeof ownProfile>>;

/** The time after which requests are kept now. */
function startOfKept(): string {
  return new Date(clock.now().getTime() - KEPT_DAYS * DAY).toISOString();
}

/** Whether requests through a profile are kept with their texts; for the gateway. */
export async function keepsRequests(ctx: Pick<Context, "db">, profileId: string): Promise<boolean> {
  return (await findKeeping(ctx.db.read, profileId)) !== undefined;
}

const ORDER = "-time";
type ListedRow = Awaited<ReturnType<typeof selectKept>>[number];

/**
 * The kept requests of the caller's own profile, newest first; empty if none are kept.
 * @throws 401, 403, 404 `profile_not_found`, 400 `invalid_cursor`
 */
export async function listKept(ctx: Context, id: string, query: KeptQuery): Promise<KeptPage> {
  requireUser(ctx.actor, "read");
  const { id: profileId } = await ownProfile(ctx, id);
  const { read } = ctx.db;
  const from = startOfKept();
  const after = decodeCursor(ORDER, query.cursor);
  const sizeOf = ({ bytes }: ListedRow) => bytes;
  const at = ({ time, id: requestId }: ListedRow) => ({ value: time, id: requestId });
  const rows = await readRows(query.limit, sizeOf, (count, last: ListedRow | undefined) =>
    selectKept(read, { profileId, from }, count, last ? at(last) : after),
  );
  const page = cutPage(rows, query.limit, ORDER, at, sizeOf);
  return {
    ...stateOf(await findKeeping(read, profileId)),
    data: page.data.map(({ record, texts }) => ({ ...record, ...texts })),
    next_cursor: page.next_cursor,
    total: await countKept(read, profileId, from),
  };
}

function stateOf(row: { since: string } | undefined): KeepingState {
  return { enabled: row !== undefined, since: row?.since ?? null };
}

/** Records what became of the texts of a profile's requests, without any of them. */
async function recordChange(
  ctx: Context,
  tx: Transaction,
  action: "profile.keep" | "profile.unkeep" | "profile.empty_kept",
  { id, name, removed }: { id: string; name: string; removed?: number },
): Promise<void> {
  const after = removed === undefined ? { name } : { name, removed };
  await recordEvent(ctx, tx, { action, target: `profile:${id}`, after });
}

/** @throws 409 `quota_exceeded` */
async function startKeeping(ctx: Context, tx: Transaction, profile: OwnProfile) {
  const { id, user_id } = profile;
  const used = await countKeeping(tx, user_id);
  if (used >= MAX_PROFILES) {
    const detail = `You may keep the requests through ${MAX_PROFILES} profiles, including those in the trash. Switch it off for another profile first.`;
    throw quotaExceeded(MAX_PROFILES, used, detail);
  }
  const row = { profile_id: id, user_id, since: clock.iso() };
  await upsertKeeping(tx, row);
  await recordChange(ctx, tx, "profile.keep", profile);
  return row;
}

/**
 * Starts to keep the requests through the caller's own profile with their texts, or stops and deletes
 * what is kept. Writes nothing if it is so already.
 * @throws 401, 403, 404 `profile_not_found`, 409 `quota_exceeded`
 */
export async function setKeeping(
  ctx: Context,
  id: string,
  enabled: boolean,
): Promise<KeepingState> {
  requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const profile = await ownProfile(ctx, id, tx);
    const current = await findKeeping(tx, profile.id);
    if (enabled === (current !== undefined)) return stateOf(current);
    if (enabled) {
      return stateOf(await startKeeping(ctx, tx, profile));
    }
    const removed = await deleteAllBut(tx, profile.id, 0);
    await deleteKeeping(tx, profile.id);
    await recordChange(ctx, tx, "profile.unkeep", { ...profile, removed });
    return stateOf(undefined);
  });
}

/**
 * Deletes the kept requests of the caller's own profile; later ones are kept as before.
 * @throws 401, 403, 404 `profile_not_found`
 */
export async function emptyKept(ctx: Context, id: string): Promise<void> {
  requireUser(ctx.actor, "write");
  await withTransaction(ctx.db, async (tx) => {
    const profile = await ownProfile(ctx, id, tx);
    const current = await findKeeping(tx, profile.id);
    if (!current) return;
    const removed = await deleteAllBut(tx, profile.id, 0);
    // Requests that are not written yet must not appear afterwards.
    await upsertKeeping(tx, { ...current, since: clock.iso() });
    if (removed > 0) await recordChange(ctx, tx, "profile.empty_kept", { ...profile, removed });
  });
}

/**
 * Deletes the requests that are older than a week, all at once: unlike records, they are a promise to
 * their owner, and a clock that jumps ahead costs nothing else.
 * @returns how many
 */
export async function expireKept(ctx: Context): Promise<number> {
  const before = startOfKept();
  if (!(await hasKeptBefore(ctx.db.read, before))) return 0;
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    deleted = await withTransaction(ctx.db, (tx) => deleteKeptBefore(tx, before, BATCH));
  }
  return total;
}
