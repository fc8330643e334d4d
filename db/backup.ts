import { closeSync, existsSync, openSync } from "node:fs";
import path from "node:path";
import LocalDatabase from "libsql";
import { hasCode } from "@/lib/errors";
import { flush, nameNew, removeAll } from "./files";
import { integrityFaults, onFile } from "./inspect";
import { holdFile } from "./serving";

/** Milliseconds to wait for a lock, which readers of a write-ahead log rarely meet. */
const WAIT = 10_000;

/** Copies what is committed when it begins; writes can go on meanwhile. */
function copy(source: string, target: string): void {
  // SQLite writes into an empty file, so the copy is private from the first byte.
  closeSync(openSync(target, "wx", 0o600));
  const handle = new LocalDatabase(source, { timeout: WAIT });
  try {
    // Not prepared: a statement would keep the database open until this process ends.
    handle.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
  } finally {
    handle.close();
  }
}

/**
 * Writes a consistent, checked copy of a database file that may be in use. The copy gets its name only
 * when it is complete and on the disk; it never replaces a file.
 * @throws an Error that says why there is no copy
 */
export async function backupFile(source: string, target: string): Promise<void> {
  if (!existsSync(source)) throw new Error(`There is no database at ${source}.`);
  const folder = path.dirname(target);
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}; make it first.`);
  const taken = `${target} exists already; name another file.`;
  if (existsSync(target)) throw new Error(taken);
  const partial = `${target}.partial-${process.pid}`;
  const release = holdFile(source);
  try {
    copy(source, partial);
    const faults = await onFile(partial, integrityFaults);
    if (faults.length > 0) throw new Error(`The copy is damaged: ${faults.join("; ")}`);
    flush(partial);
    nameNew(partial, target);
  } catch (error) {
    throw hasCode(error, "EEXIST") ? new Error(taken, { cause: error }) : error;
  } finally {
    removeAll(partial);
    release();
  }
}
