import LocalDatabase from "libsql";

/** Milliseconds that a server waits while the file is being replaced. */
const WAIT = 5000;

/**
 * The file beside a database whose locks tell who uses the database. They are SQLite's own, so the
 * system takes them back when a process ends, however it ends: none can be left behind.
 */
function lockFile(file: string, timeout: number): LocalDatabase.Database {
  return new LocalDatabase(`${file}-serving`, { timeout });
}

/** Ends the transaction and the connection; statements of `exec` keep neither alive. */
function letGo(handle: LocalDatabase.Database): void {
  if (handle.inTransaction) handle.exec("ROLLBACK");
  handle.close();
}

/**
 * Tells everybody, until the answer is called or the process ends, that the database is in use. Where
 * the lock file cannot be made (a read-only disk) nobody can replace the database either.
 * @throws while somebody has it for themselves
 */
export function holdFile(file: string): () => void {
  let handle: LocalDatabase.Database;
  try {
    handle = lockFile(file, WAIT);
  } catch {
    return () => undefined;
  }
  try {
    // A transaction that has read keeps its shared lock.
    handle.exec("BEGIN; SELECT count(*) FROM sqlite_master");
  } catch (error) {
    letGo(handle);
    throw new Error("it is being restored at this moment", { cause: error });
  }
  return () => letGo(handle);
}

/** Has the database for oneself until the answer is called; `null` where somebody uses it. */
export function claimFile(file: string): (() => void) | null {
  const handle = lockFile(file, 0);
  try {
    handle.exec("BEGIN EXCLUSIVE");
  } catch {
    letGo(handle);
    return null;
  }
  return () => letGo(handle);
}
