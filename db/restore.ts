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
import { flush, nameAlso, removeAll, SIDES } from "./files";
import { integrityFaults, migrationsIn, onFile } from "./inspect";
import { makeFolderOf } from "./files";
import { claimFile } from "./serving";

const IN_USE = "is in use: end the server, and whatever else has it open, and try again.";

function isLocked(error: unknown): boolean {
  return error instanceof LocalDatabase.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
}

/**
 * Brings what the log still holds into the old file; answers whether it could. A program that does
 * not know of `serving.ts` (SQLite's own shell) is met here.
 */
function settle(file: string): boolean {
  const handle = new LocalDatabase(file, { timeout: 0 });
  try {
    handle.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    handle.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return true;
  } catch (error) {
    if (isLocked(error)) throw new Error(`${file} ${IN_USE}`, { cause: error });
    // It is damaged, which is what a backup is for.
    return false;
  } finally {
    handle.close();
  }
}

/** Fails where the copy is damaged, or nothing that this build can serve. */
async function check(copy: string, source: string): Promise<void> {
  const wrong = (what: string, cause?: unknown) => new Error(`${source} ${what}`, { cause });
  const state = await onFile(copy, async (orm) => ({
    faults: await integrityFaults(orm),
    migrations: await migrationsIn(orm),
  })).catch((error: unknown) => {
    throw wrong("is no database, or a damaged one; nothing was changed.", error);
  });
  if (state.faults.length > 0) {
    throw wrong(`is damaged, nothing was changed: ${state.faults.join("; ")}`);
  }
  if (!state.migrations) throw wrong("is no database of Model Profiles; nothing was changed.");
  if (state.migrations.unknown > 0) {
    throw wrong("is of a newer version of Model Profiles: upgrade first. Nothing was changed.");
  }
}

/** The source as one file beside the target, readable by whoever reads the target now. */
function stage(source: string, target: string, staged: string): void {
  copyFileSync(source, staged);
  const log = `${source}-wal`;
  if (existsSync(log)) copyFileSync(log, `${staged}-wal`);
  const handle = new LocalDatabase(staged);
  try {
    // A file that was copied by hand can have a log; a backup has none.
    handle.exec("PRAGMA journal_mode=DELETE");
  } catch {
    // It is no database: `check` says so.
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

/** Keeps the old file under a name of its own and puts the new one in its place, in one step. */
function replace(target: string, staged: string): string | null {
  if (!existsSync(target)) {
    renameSync(staged, target);
    return null;
  }
  const kept = `${target}.${stamp()}`;
  const log = `${target}-wal`;
  // SQLite drops the log of a damaged file, from which somebody may yet want to save something.
  if (existsSync(log)) copyFileSync(log, `${kept}-wal`);
  let settled = true;
  try {
    settled = settle(target);
  } finally {
    if (settled) rmSync(`${kept}-wal`, { force: true });
  }
  nameAlso(target, kept);
  // The new file must not be read with the log of the old one.
  for (const side of SIDES) rmSync(target + side, { force: true });
  renameSync(staged, target);
  return kept;
}

/**
 * Puts a backup in the place of the database file, which nothing may use meanwhile.
 * @returns where the old file is kept, `null` where there was none
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
