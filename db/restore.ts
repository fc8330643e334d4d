import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import LocalDatabase from "libsql";
import { flush, makeFolderOf, nameAlso, removeAll, SIDES } from "./files";
import { foreignCode, integrityFaults, migrationsIn, onFile } from "./inspect";
import { claimFile } from "./serving";

const IN_USE = "is in use: end the server, and whatever else has it open, and try again.";

function isLocked(error: unknown): boolean {
  return error instanceof LocalDatabase.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

/**
 * Moves the log of the old file into it. Also detects other programs that use the file without the lock
 * of `serving.ts`, such as SQLite's shell.
 * @returns false if the file is damaged
 */
function mergeLog(file: string): boolean {
  const handle = new LocalDatabase(file, { timeout: 0 });
  try {
    handle.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    handle.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return true;
  } catch (error) {
    if (isLocked(error)) throw new Error(`${file} ${IN_USE}`, { cause: error });
    // A damaged file is no obstacle: the backup replaces it.
    return false;
  } finally {
    handle.close();
  }
}

/** @throws if the copy is damaged, or not a database that this build can serve */
async function check(copy: string, source: string): Promise<void> {
  const wrong = (what: string, cause?: unknown) => new Error(`${source} ${what}`, { cause });
  const state = await onFile(copy, async (orm) => ({
    faults: await integrityFaults(orm),
    migrations: await migrationsIn(orm),
    foreign: await foreignCode(orm),
  })).catch((error: unknown) => {
    throw wrong("is not a database, or is damaged; nothing was changed.", error);
  });
  if (state.faults.length > 0) {
    throw wrong(`is damaged; nothing was changed: ${state.faults.join("; ")}`);
  }
  if (!state.migrations) throw wrong("is not a database of Model Profiles; nothing was changed.");
  if (state.migrations.unknown > 0) {
    throw wrong(
      "was created by a newer version of Model Profiles. Upgrade first; nothing was changed.",
    );
  }
  if (state.foreign.length > 0) {
    throw wrong(
      `contains code that Model Profiles did not put there; nothing was changed: ${state.foreign.join(", ")}`,
    );
  }
}

/** Copies the source to one file beside the target, with the permissions of the target. */
function stage(source: string, target: string, staged: string): void {
  copyFileSync(source, staged);
  const log = `${source}-wal`;
  if (existsSync(log)) copyFileSync(log, `${staged}-wal`);
  const handle = new LocalDatabase(staged);
  try {
    // A file that was copied by hand can have a log, unlike a backup.
    handle.exec("PRAGMA journal_mode=DELETE");
  } catch {
    // Not a database: `check` reports it.
  } finally {
    handle.close();
  }
  chmodSync(staged, 0o600);
  if (!existsSync(target)) return;
  const { mode, uid, gid } = statSync(target);
  chmodSync(staged, mode & 0o777);
  if (process.getuid?.() === 0) chownSync(staged, uid, gid);
}

/** `2026-01-31T09-30-00Z` */
function stamp(): string {
  return new Date().toISOString().replace(/\.\d+/, "").replaceAll(":", "-");
}

/** Renames the old file and puts the new one in its place, in one step. */
function replace(target: string, staged: string): string | null {
  if (!existsSync(target)) {
    renameSync(staged, target);
    return null;
  }
  const kept = `${target}.${stamp()}`;
  const log = `${target}-wal`;
  // SQLite drops the log of a damaged file, but somebody may want to recover data from it.
  if (existsSync(log)) copyFileSync(log, `${kept}-wal`);
  let isMerged = true;
  try {
    isMerged = mergeLog(target);
  } finally {
    if (isMerged) rmSync(`${kept}-wal`, { force: true });
  }
  nameAlso(target, kept);
  // The new file must not be read with the log of the old one.
  for (const side of SIDES) rmSync(target + side, { force: true });
  renameSync(staged, target);
  return kept;
}

/**
 * Replaces the database file with a backup. Nothing may use the database meanwhile.
 * @returns the new name of the old file, `null` if there was none
 * @throws an Error that says why nothing was changed
 */
export async function restoreFile(source: string, target: string): Promise<string | null> {
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
  if (existsSync(target) && realpathSync(source) === realpathSync(target)) {
    throw new Error(`${source} is the database itself.`);
  }
  makeFolderOf(target);
  const release = claimFile(target);
  if (!release) throw new Error(`${target} ${IN_USE}`);
  const staged = `${target}.restoring-${process.pid}`;
  try {
    stage(source, target, staged);
    await check(staged, source);
    flush(staged);
    const kept = replace(target, staged);
    flush(path.dirname(target));
    return kept;
  } finally {
    removeAll(staged);
    release();
  }
}
