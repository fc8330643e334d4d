import { Sqlite3Client } from "@libsql/client/sqlite3";
import { type Client, type InArgs, type InStatement, LibsqlError } from "@libsql/client";
import LocalDatabase from "libsql";
import AsyncDatabase from "libsql/promise";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { metrics } from "@/lib/runtime/metrics";

/*
 * All uses of the driver (`libsql`, `@libsql/client`) that its documentation does not cover.
 * `driver.test.ts` fails if a new version changes any of them.
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

/** Opens a file once for both interfaces: the client that drizzle needs gets the open handle. */
export function openHandle(name: string, options: OpenOptions): Connection {
  const handle = new LocalDatabase(name, options);
  return { handle, client: new Sqlite3Client(name, options, handle, "number") };
}

/** The part of the driver's promise interface that is used here; its own types are `any`. */
interface AsyncConnection {
  exec: (sql: string) => Promise<void>;
  close: () => void;
}

/** Opens a file for statements that run on a thread of the driver instead of the event loop. */
export function openAsync(name: string): AsyncConnection {
  return new AsyncDatabase(name, { timeout: 0 });
}

/**
 * Begins a write transaction. A BEGIN that fails must not leave a statement open, or SQLite rejects the
 * next COMMIT (`SQL statements in progress`): `exec` leaves none, `client.execute` does.
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
 * SQLite's counter of commits by other connections. Every request reads it, so the statement is prepared
 * once, which the client does not do.
 */
export function commitCounter(handle: Handle): () => string {
  const dataVersion = handle.prepare("PRAGMA data_version").raw();
  return () => String(dataVersion.get());
}

/** `frame_no` is undefined until the server has sent a frame. */
const pulled = z.object({ frames_synced: z.number(), frame_no: z.number().optional() });

/**
 * Pulls from the server into an embedded replica, on a thread of its own. `client.sync()` would block the
 * event loop until the server answers: 3 seconds if it is gone, forever if it hangs.
 */
export async function pullReplica(handle: Handle): Promise<z.infer<typeof pulled>> {
  return pulled.parse(await AsyncDatabase.prototype.sync.call(handle));
}

/** Measures how long each query of the client takes, outside transactions. Returns the client. */
export function timed(client: Client): Client {
  const execute = client.execute.bind(client);
  const { readSeconds } = metrics();
  client.execute = async (query: InStatement, args?: InArgs) => {
    const start = performance.now();
    try {
      return await (typeof query === "string" ? execute(query, args) : execute(query));
    } finally {
      readSeconds.observe((performance.now() - start) / 1000);
    }
  };
  return client;
}

/** Prepared statements per connection. The program has fewer, except for lists of ids of any length. */
const MAX_STATEMENTS = 200;

type Statement = LocalDatabase.Statement;

/** Thrown by `raw` for a statement that returns no rows, as the client expects. */
const NO_ROWS = new TypeError("The statement returns no rows");

/** Caches whether a statement returns rows, and which columns: neither can change. */
function cacheColumns(statement: Statement): void {
  const columns = statement.columns();
  if (columns.length > 0) statement.raw(true);
  Object.assign(statement, {
    columns: () => columns,
    raw: () => {
      if (columns.length === 0) throw NO_ROWS;
      return statement;
    },
  });
}

/** Calls `forget` when running the statement fails. */
function onFailure(statement: Statement, forget: () => void): void {
  const guarded =
    <T>(call: (...values: unknown[]) => T) =>
    (...values: unknown[]): T => {
      try {
        return call(...values);
      } catch (error) {
        forget();
        throw error;
      }
    };
  Object.assign(statement, {
    run: guarded(statement.run.bind(statement)),
    all: guarded(statement.all.bind(statement)),
  });
}

/**
 * Makes the connection prepare each statement once: the client prepares at every call, which takes as
 * long as running the statement. A statement that failed may still be active, so it is not used again.
 */
export function keepStatements(handle: Handle): void {
  const prepare = handle.prepare.bind(handle);
  const kept = new LRUCache<string, Statement>({ max: MAX_STATEMENTS });
  Object.assign(handle, {
    prepare: (sql: string) => {
      const known = kept.get(sql);
      if (known) return known;
      const statement: Statement = prepare(sql);
      cacheColumns(statement);
      onFailure(statement, () => kept.delete(sql));
      kept.set(sql, statement);
      return statement;
    },
  });
}
