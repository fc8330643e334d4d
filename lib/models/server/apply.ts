import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import type { CatalogList } from "../list";
import type { SyncReport } from "../query";
import type { CatalogFault, ModelEntry } from "../schema";
import { FILE_SOURCE } from "../source";
import { toldChanges } from "../told-changes";
import { freshCatalog } from "./catalog-service";
import { deleteEntries, raiseVersion, selectEntriesAfter, upsertEntries } from "./repository";
import { findRead, type ReadRow, upsertRead } from "./reads-repository";

/** Models written in one transaction: others wait for it. */
const CHUNK = 500;
/** Ids and changes that one audit event lists. */
const MOST_AUDITED = 500;

/** The target of a read's events in the audit. */
function targetOf(source: string): string {
  return source === FILE_SOURCE ? "catalog" : `engine:${source}`;
}

/** One read of a source. */
export interface SourceRead {
  source: string;
  /** When the source was asked. */
  at: string;
  /** SHA-256 of a file's text. */
  digest: string | null;
  /** What it has, or why it cannot be read. */
  list: CatalogList | Error;
}

/** Asked in every transaction of a read: false ends it, for example if the source was removed. */
type Guard = (tx: Transaction) => Promise<boolean>;

interface Changes {
  added: ModelEntry[];
  updated: (readonly [old: ModelEntry, now: ModelEntry])[];
  removed: string[];
  errors: CatalogFault[];
}

function isSame(old: ModelEntry, entry: ModelEntry): boolean {
  return isDeepStrictEqual(old, JSON.parse(JSON.stringify(entry)));
}

/** Models that a partial list lacks may be among its unreadable entries: they stay. */
function keepMissing(changes: Changes): Changes {
  const { length } = changes.removed;
  if (length === 0) return changes;
  const models = length === 1 ? "1 model that is" : `${length} models that are`;
  const message = `${models} missing from the list stay in the catalog, since the list could not be read in full`;
  const errors = [...changes.errors, { index: -1, path: "", message, note: true as const }];
  return { ...changes, removed: [], errors };
}

/** What the list would change in the table. Reads in pages, so that other requests get their turn. */
async function findChanges(db: Reader, source: string, list: CatalogList): Promise<Changes> {
  const left = new Map(list.entries.map((entry) => [entry.id, entry]));
  const changes: Changes = { added: [], updated: [], removed: [], errors: list.errors };
  let last = "";
  for (;;) {
    const held = await selectEntriesAfter(db, source, last, CHUNK);
    for (const old of held) {
      const entry = left.get(old.id);
      left.delete(old.id);
      if (!entry) changes.removed.push(old.id);
      else if (!isSame(old, entry)) changes.updated.push([old, entry]);
    }
    last = held.at(-1)?.id ?? last;
    if (held.length < CHUNK) break;
    await nextTurn();
  }
  changes.added.push(...left.values());
  return list.isPartial ? keepMissing(changes) : changes;
}

function isNothing({ added, updated, removed }: Changes): boolean {
  return added.length + updated.length + removed.length === 0;
}

/** The report of the last read if this one found the same, so that nothing has to be written. */
export async function reportOfSame(
  db: Reader,
  { source, digest, list }: SourceRead,
): Promise<SyncReport | null> {
  if (list instanceof Error) return null;
  const held = await findRead(db, source);
  if (held?.digest !== digest || held.stale_since !== null) return null;
  const changes = await findChanges(db, source, list);
  const isSameReport = isDeepStrictEqual(
    held.report.errors,
    JSON.parse(JSON.stringify(changes.errors)),
  );
  return isSameReport && isNothing(changes) ? held.report : null;
}

/** True if a newer read was already applied. Future timestamps mean clock skew; they are ignored. */
export function isSuperseded(at: string, held: ReadRow | undefined): held is ReadRow {
  return held !== undefined && held.read_at > at && held.read_at <= clock.iso();
}

async function recordChanges(
  ctx: Context,
  tx: Transaction,
  source: string,
  report: SyncReport,
  changes: Changes,
) {
  const { added, updated, removed } = report;
  const told = toldChanges(changes.updated.slice(0, MOST_AUDITED));
  const some = (ids: readonly string[]) => ids.slice(0, MOST_AUDITED);
  const more = [added, updated, removed].reduce(
    (sum, ids) => sum + Math.max(0, ids.length - MOST_AUDITED),
    0,
  );
  await recordEvent(ctx, tx, {
    action: "catalog.sync",
    target: targetOf(source),
    before: updated.length > 0 ? told.before : null,
    after: {
      added: some(added),
      updated: some(updated),
      removed: some(removed),
      ...(more > 0 ? { more } : {}),
      ...told.after,
    },
  });
}

/** The last step of a read: the catalog changes for everybody, and the report is stored. */
async function finish(ctx: Context, tx: Transaction, read: SourceRead, changes: Changes) {
  const { source, at, digest } = read;
  const report: SyncReport = {
    added: changes.added.map(({ id }) => id),
    updated: changes.updated.map(([, { id }]) => id),
    removed: changes.removed,
    errors: changes.errors,
  };
  if (!isNothing(changes)) {
    await raiseVersion(tx, clock.iso());
    await recordChanges(ctx, tx, source, report, changes);
  }
  await upsertRead(tx, { source, read_at: at, digest, report, stale_since: null });
  return report;
}

/** Pieces of work for one transaction each; a read that changes little has one. */
function chunksOf(changes: Changes): { write: ModelEntry[]; remove: string[] }[] {
  const write = [...changes.added, ...changes.updated.map(([, entry]) => entry)];
  const { removed } = changes;
  const count = Math.max(1, Math.ceil(write.length / CHUNK), Math.ceil(removed.length / CHUNK));
  return Array.from({ length: count }, (_, n) => ({
    write: write.slice(n * CHUNK, (n + 1) * CHUNK),
    remove: removed.slice(n * CHUNK, (n + 1) * CHUNK),
  }));
}

/**
 * Writes what a list changes, a chunk in each transaction. The catalog in memory is replaced after the
 * last one, so nobody sees half a list.
 * @returns `retry` if another process wrote to the source meanwhile, `ended` if the guard ended it
 */
async function writeList(
  ctx: Context,
  read: SourceRead & { list: CatalogList },
  guard: Guard,
): Promise<SyncReport | "retry" | "ended"> {
  const held = await findRead(ctx.db.read, read.source);
  const changes = await findChanges(ctx.db.read, read.source, read.list);
  const chunks = chunksOf(changes);
  for (const [n, { write, remove }] of chunks.entries()) {
    const outcome = await withTransaction(ctx.db, async (tx) => {
      if (!(await guard(tx))) return "ended";
      if ((await findRead(tx, read.source))?.read_at !== held?.read_at) return "retry";
      await upsertEntries(tx, read.source, write, clock.iso());
      await deleteEntries(tx, read.source, remove);
      return n === chunks.length - 1 ? finish(ctx, tx, read, changes) : "go on";
    });
    if (outcome !== "go on") return outcome;
    await nextTurn();
  }
  return "ended";
}

/** Stores that a source could not be read, and why; what it had stays in the catalog. */
function writeFailure(
  ctx: Context,
  { source, at, digest }: SourceRead,
  reason: string,
  guard: Guard,
): Promise<SyncReport | null> {
  return withTransaction(ctx.db, async (tx) => {
    if (!(await guard(tx))) return null;
    const report: SyncReport = {
      added: [],
      updated: [],
      removed: [],
      errors: [{ index: -1, path: "", message: reason }],
    };
    const stale_since = (await findRead(tx, source))?.stale_since ?? at;
    await upsertRead(tx, { source, read_at: at, digest, report, stale_since });
    return report;
  });
}

/** Applies a read to the catalog. @returns its report; null if `guard` ended it */
export async function applyRead(
  ctx: Context,
  read: SourceRead,
  guard: Guard,
): Promise<SyncReport | null> {
  const { list } = read;
  if (list instanceof Error) return writeFailure(ctx, read, list.message, guard);
  for (;;) {
    const outcome = await writeList(ctx, { ...read, list }, guard);
    if (outcome === "retry") continue;
    await freshCatalog(ctx);
    return outcome === "ended" ? null : outcome;
  }
}
