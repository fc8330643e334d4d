import path from "node:path";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { readEnv } from "@/lib/runtime/env";
import { singleton } from "@/lib/runtime/process";
import { openFile } from "./file";
import { openRemote } from "./remote";
import { openReplica } from "./replica";
import type * as schema from "./schema";
import type { Transaction } from "./transaction";

export type Orm = LibSQLDatabase<typeof schema>;

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
  /** For reads. Writes go through `withTransaction`, which alone has a `Transaction` to give. */
  read: Orm;
  /**
   * Runs `work` in a write transaction; only `withTransaction` calls it, one at a time. `asked` is when
   * the write was asked for, in milliseconds since the epoch.
   */
  transaction: <T>(work: (tx: Transaction) => Promise<T>, asked: number) => Promise<T>;
  /** Ends with the last transaction of this process; the next one waits for it. */
  queue: Promise<unknown>;
  /** The path of the database file in file mode, else `null`. */
  file: string | null;
  /** What is known of writes; see `writeHealth`. */
  writes: WriteState;
  /**
   * A word that changes with every commit by anyone that `read` sees, this process or another;
   * `null` where the database has none cheaper than the reads it would save (a server).
   */
  version: () => string | null;
  /** Makes what was just committed visible to `read`; only a replica has anything to do for it. */
  refresh: () => Promise<void>;
  /**
   * Does what must be done before anybody uses the database, on a connection for that alone: one
   * that met a lock on its way is of no more use.
   */
  prepare: (work: (orm: Orm) => Promise<void>) => Promise<void>;
  /** Resolves when the database answers. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
  /** What this process keeps in memory about this database, by name. */
  memo: Map<string, unknown>;
}

/** What this process knows of writes. */
export interface WriteState {
  /** True after the disk refused a write, until one succeeds. */
  refused: boolean;
  /** When it was last examined, in milliseconds since the epoch; 0: examine it when next asked. */
  examinedAt: number;
}

/** Something kept in memory for a database, made on first use. */
export function perDatabase<T>(db: Database, name: string, make: () => T): T {
  if (!db.memo.has(name)) db.memo.set(name, make());
  return db.memo.get(name) as T;
}

/** The path of a `file:` URL. */
export function filePath(url: string): string {
  return path.resolve(url.replace(/^file:(\/\/)?/, "").replace(/\?.*$/, ""));
}

/** Opens a database of any of the three modes. The caller closes it. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { url, authToken, syncUrl, syncInterval: interval = 1 } = config;
  if (!url.startsWith("file:")) return openRemote(url, authToken);
  const path = filePath(url);
  return syncUrl ? openReplica({ path, server: syncUrl, authToken, interval }) : openFile(path);
}

/** The database that the configuration names, opened once a process. */
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
