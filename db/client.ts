import path from "node:path";
import { existsSync } from "node:fs";
import type { ResultSet } from "@libsql/client";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { readEnv } from "@/lib/runtime/env";
import { singleton } from "@/lib/runtime/process";
import { openFile } from "./file";
import { openRemote } from "./remote";
import { openReplica } from "./replica";
import type * as schema from "./schema";
import type { Transaction } from "./transaction";

/** A connection, inside a transaction or outside. */
export type Orm = BaseSQLiteDatabase<"async", ResultSet, typeof schema>;

export interface DatabaseConfig {
  /** `file:…`, or `http(s)://…`/`libsql://…` of a libSQL server. */
  url: string;
  authToken?: string | undefined;
  /** With a `file:` URL: the server of which the file is an embedded replica. */
  syncUrl?: string | undefined;
  /** Seconds between syncs of the replica. */
  syncInterval?: number | undefined;
}

export type DatabaseMode = "file" | "replica" | "remote";

export interface Database {
  mode: DatabaseMode;
  /** For reads. Writes need a `Transaction`, which only `withTransaction` provides. */
  read: Orm;
  /**
   * Runs `work` in a write transaction; only `withTransaction` calls it, one at a time. `asked` is when
   * the write was asked for, in milliseconds since the epoch.
   */
  transaction: <T>(work: (tx: Transaction) => Promise<T>, asked: number) => Promise<T>;
  /** Resolves after the last transaction of this process; the next one waits for it. */
  queue: Promise<unknown>;
  /** The path of the database file in file mode, else `null`. */
  file: string | null;
  /** Whether writes succeed; see `writeHealth`. */
  writes: WriteState;
  /**
   * A version that changes with every commit that `read` sees, by this process or another one. `null`
   * for a server, where asking would cost as much as the reads that a cache saves.
   */
  version: () => string | null;
  /** Makes the last commit visible to `read`; only a replica has to do anything. */
  refresh: () => Promise<void>;
  /**
   * Runs `work` before the database is used, on its own connection: one that has met a lock cannot be
   * used again.
   */
  prepare: (work: (orm: LibSQLDatabase<typeof schema>) => Promise<void>) => Promise<void>;
  /** Resolves when the database answers. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
  /** What this process caches about this database, by name. */
  memo: Map<string, unknown>;
}

export interface WriteState {
  /** True after the disk refused a write, until one succeeds. */
  refused: boolean;
  /** When it was last examined, in milliseconds since the epoch; 0: examine it when next asked. */
  examinedAt: number;
}

/** A value cached for a database under a name, made on first use. One name always has the same type. */
export function perDatabase<T>(db: Database, name: string, make: () => T): T {
  if (!db.memo.has(name)) db.memo.set(name, make());
  return db.memo.get(name) as T;
}

/** The path of a `file:` URL. */
export function filePath(url: string): string {
  return path.resolve(url.replace(/^file:(\/\/)?/, "").replace(/\?.*$/, ""));
}

/** Opens a database in any of the three modes. The caller closes it. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { url, authToken, syncUrl, syncInterval: interval = 1 } = config;
  if (!url.startsWith("file:")) return openRemote(url, authToken);
  const path = filePath(url);
  return syncUrl ? openReplica({ path, server: syncUrl, authToken, interval }) : openFile(path);
}

/** The configured database, opened once per process. */
export function database(): Promise<Database> {
  return singleton("database", () => {
    const env = readEnv();
    return openDatabase({
      url: env.DATABASE_URL,
      authToken: env.DATABASE_AUTH_TOKEN,
      syncUrl: env.DATABASE_SYNC_URL,
      syncInterval: env.DATABASE_SYNC_INTERVAL,
    });
  });
}

/**
 * The configured database for a command that runs beside the server; the caller closes it. Instead of a
 * replica it opens the replica's server: a second process must not open the copy (`replica.ts`).
 * @throws an Error that says why it cannot be opened
 */
export async function openSource(): Promise<Database> {
  const { DATABASE_URL, DATABASE_SYNC_URL, DATABASE_AUTH_TOKEN } = readEnv();
  const url = DATABASE_SYNC_URL ?? DATABASE_URL;
  if (url.startsWith("file:") && !existsSync(filePath(url))) {
    throw new Error(`There is no database at ${filePath(url)}.`);
  }
  return openDatabase({ url, authToken: DATABASE_AUTH_TOKEN });
}
