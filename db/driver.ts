import { Sqlite3Client } from "@libsql/client/sqlite3";
import { LibsqlError } from "@libsql/client";
import LocalDatabase from "libsql";
import AsyncDatabase from "libsql/promise";
import { LRUCache } from "lru-cache";

/**
 * Everything that this project asks of the driver (`libsql`, `@libsql/client`) beyond its documentation.
 * `driver.test.ts` fails if a new version of the driver changes any of it.
 */

export type Handle = LocalDatabase.Database;

export interface Connection {
  handle: Handle;
  client: Sqlite3Client;
}

interface OpenOptions {
  /** Milliseconds to wait for another process's lock; the wait blocks the event loop. */
  timeout?: number;
  /** The libSQL server of which the file is an embedded replica. */
  syncUrl?: string;
  authToken?: string;
}

/** Opens a file once for both interfaces: the client that drizzle takes is given the open handle. */
export function openHandle(name: string, options: OpenOptions): Connection {
  const handle = new LocalDatabase(name, options);
  return { handle, client: new Sqlite3Client(name, options, handle, "number") };
}

/** What the driver's promise interface, which comes without types, is used for. */
interface AsyncConnection {
  exec: (sql: string) => Promise<void>;
  close: () => void;
}

/** Opens a file for statements that run on a thread of the driver, not in the event loop. */
export function openAsync(name: string): AsyncConnection {
  return new AsyncDatabase(name, { timeout: 0 });
}

/**
 * Begins a write transaction. A BEGIN that finds the database locked must not leave a statement behind:
 * SQLite would refuse the next COMMIT (`SQL statements in progress`). `exec` leaves none,
 * `client.execute` does.
 * @throws LibsqlError `SQLITE_BUSY` at once, while another connection holds the lock
 */
export function beginImmediate(handle: Handle): void {
  try {
    handle.exec("BEGIN IMMEDIATE");
  } catch (error) {
    if (!(error instanceof LocalDatabase.SqliteError)) throw error;
    throw new LibsqlError(error.message, error.code, error.code, error.rawCode, error);
  }
}

/**
 * SQLite's counter of commits by other connections than this one. The statement is prepared once, which
 * the client does not do: every request asks.
 */
export function commitCounter(handle: Handle): () => string {
  const dataVersion = handle.prepare("PRAGMA data_version").raw();
  return () => String(dataVersion.get());
}

export interface Pulled {
  frames_synced: number;
  frame_no: number;
}

/**
 * Pulls what the server has into an embedded replica, on a thread of its own. `client.sync()` would stop
 * the event loop until the server answers: 3 seconds if it is gone, forever if it hangs.
 */
export async function pullReplica(handle: Handle): Promise<Pulled> {
  return (await AsyncDatabase.prototype.sync.call(handle)) as Pulled;
}

/** Statements kept for a connection; the program has fewer, but for lists of ids of every length. */
const MOST = 200;

/** What the client uses of a statement. */
interface Statement {
  run: (...values: unknown[]) => unknown;
  all: (...values: unknown[]) => unknown;
  columns: () => unknown[];
  raw: (on?: boolean) => unknown;
}

interface Preparing {
  prepare: (sql: string) => Statement;
}

/** What `raw` throws for a statement that returns no rows: the client asks by trying. */
const NO_ROWS = new TypeError("The statement returns no rows");

/** Answers what cannot change for a statement from memory: whether it returns rows, and which. */
function remember(statement: Statement): void {
  const columns = statement.columns();
  statement.columns = () => columns;
  if (columns.length > 0) statement.raw(true);
  statement.raw = () => {
    if (columns.length === 0) throw NO_ROWS;
    return statement;
  };
}

function onFailure(statement: Statement, forget: () => void): void {
  for (const name of ["run", "all"] as const) {
    const call = statement[name].bind(statement);
    statement[name] = (...values) => {
      try {
        return call(...values);
      } catch (error) {
        forget();
        throw error;
      }
    };
  }
}

/**
 * Has the connection prepare each statement once: the client does it at every call, which takes as
 * long as what it then runs. A statement that failed is not used again, since it may still be active.
 */
export function keepStatements(handle: Handle): void {
  // The driver's types are of one statement's own values; here it is any statement.
  const connection = handle as unknown as Preparing;
  const prepare = connection.prepare.bind(connection);
  const kept = new LRUCache<string, Statement>({ max: MOST });
  connection.prepare = (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare(sql);
    remember(statement);
    onFailure(statement, () => kept.delete(sql));
    kept.set(sql, statement);
    return statement;
  };
}
