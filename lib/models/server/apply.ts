import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Reader, Transaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import type { CatalogList } from "../catalog-file";
import type { SyncReport } from "../query";
import type { ModelEntry } from "../schema";
import { FILE_SOURCE } from "../source-kinds";
import { toldChanges } from "../told-changes";
import { deleteEntry, raiseVersion, selectEntries, upsertEntry } from "./repository";
import { findRead, type ReadRow, upsertRead } from "./sources-repository";

/** What a source's events in the audit are about. */
export function targetOf(source: string): string {
  return source === FILE_SOURCE ? "catalog" : `source:${source}`;
}

/** What these entries of the source would change in the table. */
async function changesOf(db: Reader, source: string, entries: readonly ModelEntry[]) {
  const before = new Map((await selectEntries(db, source)).map((entry) => [entry.id, entry]));
  const after = new Set(entries.map((entry) => entry.id));
  const added = entries.filter((entry) => !before.has(entry.id));
  const updated = entries.flatMap((entry) => {
    const old = before.get(entry.id);
    const isSame = !old || isDeepStrictEqual(old, JSON.parse(JSON.stringify(entry)));
    return isSame ? [] : [[old, entry] as const];
  });
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const isChanged = added.length + updated.length + removed.length > 0;
  return { added, updated, removed, isChanged };
}

/** Makes the table hold these entries of the source; tells what that changed. */
async function applyEntries(tx: Transaction, source: string, entries: readonly ModelEntry[]) {
  const { added, updated, removed, isChanged } = await changesOf(tx, source, entries);
  const now = clock.iso();
  const written = [...added, ...updated.map(([, entry]) => entry)];
  for (const entry of written) await upsertEntry(tx, source, entry, now);
  for (const id of removed) await deleteEntry(tx, source, id);
  if (isChanged) await raiseVersion(tx, now);
  const ids = {
    added: added.map(({ id }) => id),
    updated: updated.map(([, { id }]) => id),
    removed,
  };
  return { ids, told: toldChanges(updated), isChanged };
}

/** The report of the last read if it found the same as this one, so that nothing is to be written. */
export async function reportOfSame(
  db: Reader,
  source: string,
  { entries, errors }: CatalogList,
  digest: string | null,
): Promise<SyncReport | null> {
  const held = await findRead(db, source);
  const isSame =
    held?.digest === digest &&
    held.stale_since === null &&
    isDeepStrictEqual(held.report.errors, JSON.parse(JSON.stringify(errors))) &&
    !(await changesOf(db, source, entries)).isChanged;
  return isSame ? held.report : null;
}

/**
 * Whether what is held was asked for later than `at`, though it was answered first. Where it is said
 * to be of a time to come, the clock of another machine is ahead, and says nothing.
 */
export function isOvertaken(at: string, held: ReadRow | undefined): held is ReadRow {
  return held !== undefined && held.read_at > at && held.read_at <= clock.iso();
}

/** Of a read, beside what it found. */
interface ReadFacts {
  /** When the source was asked. */
  at: string;
  digest?: string | null;
}

/** Puts what was read from a source in force, and keeps the report. */
export async function applyList(
  ctx: Context,
  tx: Transaction,
  source: string,
  { entries, errors }: CatalogList,
  { at, digest = null }: ReadFacts,
): Promise<SyncReport> {
  const { ids, told, isChanged } = await applyEntries(tx, source, entries);
  if (isChanged) {
    await recordEvent(ctx, tx, {
      action: "catalog.sync",
      target: targetOf(source),
      before: ids.updated.length > 0 ? told.before : null,
      after: { ...ids, ...told.after },
    });
  }
  const report = { ...ids, errors };
  await upsertRead(tx, { source, read_at: at, digest, report, stale_since: null });
  return report;
}

/** Keeps that a source could not be read, and why: what it held stays in force. */
export async function applyFailure(
  tx: Transaction,
  source: string,
  reason: string,
  { at, digest = null }: ReadFacts,
): Promise<SyncReport> {
  const before = await findRead(tx, source);
  const report: SyncReport = {
    added: [],
    updated: [],
    removed: [],
    errors: [{ index: -1, path: "", message: reason }],
  };
  const stale_since = before?.stale_since ?? at;
  await upsertRead(tx, { source, read_at: at, digest, report, stale_since });
  return report;
}
