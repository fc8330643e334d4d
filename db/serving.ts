import LocalDatabase from "libsql";

/** Milliseconds that a server waits while the file is being replaced. */
const LOCK_TIMEOUT = 5000;

/**
 * Opens the file beside a database whose locks show whether the database is in use. They are SQLite's own
 * locks, so the operating system releases them when a process ends, however it ends.
 */
function lockFile(file: string, timeout: number): LocalDatabase.Database {
  return new LocalDatabase(`${file}-serving`, { timeout });
}

/** Ends the transaction and closes the connection. */
function release(handle: LocalDatabase.Database): void {
  if (handle.inTransaction) handle.exec("ROLLBACK");
  handle.close();
}

/**
 * Marks the database as in use until the returned function is called or the process ends. If the lock
 * file cannot be created, as on a read-only disk, the database cannot be replaced either.
 * @throws while another process has claimed the database
 */
export function holdFile(file: string): () => void {
  let handle: LocalDatabase.Database;
  try {
    handle = lockFile(file, LOCK_TIMEOUT);
  } catch {
    return () => undefined;
  }
  try {
    // A transaction keeps its shared lock once it has read.
    handle.exec("BEGIN; SELECT count(*) FROM sqlite_master");
  } catch (error) {
    release(handle);
    throw new Error("it is being restored at this moment", { cause: error });
  }
  return () => release(handle);
}

/** Claims the database exclusively until the returned function is called; `null` if it is in use. */
export function claimFile(file: string): (() => void) | null {
  const handle = lockFile(file, 0);
  try {
    handle.exec("BEGIN EXCLUSIVE");
  } catch {
    release(handle);
    return null;
  }
  return () => release(handle);
}
