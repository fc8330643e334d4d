import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { readEnv } from "@/lib/env";
import { singleton } from "@/lib/singleton";
import * as schema from "./schema";

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
  /** For transactions: in file mode a connection that nothing else uses. */
  writer: { client: Client; orm: Orm };
  /** Ends with the last transaction of this process; the next one waits for it. */
  queue: Promise<unknown>;
  /**
   * A word that changes with every commit by anyone, this process or another; `null` where the
   * database has none cheaper than the reads it would save (a server, a replica).
   */
  version: () => Promise<string | null>;
  /** Makes what was just committed visible to `read`; only a replica has anything to do for it. */
  refresh: () => Promise<void>;
  /** Resolves when the database answers. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
  /** What this process keeps in memory about this database, by name. */
  memo: Map<string, unknown>;
}

/** Something kept in memory for a database, made on first use. */
export function perDatabase<T>(db: Database, name: string, make: () => T): T {
  if (!db.memo.has(name)) db.memo.set(name, make());
  return db.memo.get(name) as T;
}

/** Milliseconds the driver itself waits for another process's lock; it blocks the event loop. */
const DRIVER_WAIT = 50;

/** The path of a `file:` URL. */
export function filePath(url: string): string {
  return path.resolve(url.replace(/^file:(\/\/)?/, "").replace(/\?.*$/, ""));
}

async function ping(client: Client): Promise<void> {
  await client.execute("SELECT 1");
}

async function openFile(url: string): Promise<Database> {
  mkdirSync(path.dirname(filePath(url)), { recursive: true });
  const open = () => createClient({ url, timeout: DRIVER_WAIT });
  const [reader, writer, watcher] = [open(), open(), open()];
  await reader.execute("PRAGMA journal_mode=WAL");
  return {
    mode: "file",
    read: drizzle(reader, { schema }),
    writer: { client: writer, orm: drizzle(writer, { schema }) },
    queue: Promise.resolve(),
    memo: new Map(),
    // A connection that never writes: SQLite then counts every other connection's commits.
    version: async () => {
      const { rows } = await watcher.execute("PRAGMA data_version");
      return JSON.stringify(rows[0]?.data_version);
    },
    refresh: () => Promise.resolve(),
    ping: () => ping(reader),
    close: async () => {
      await writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      for (const client of [watcher, reader, writer]) client.close();
    },
  };
}

/** What server and replica have in common: writes go to the server, in its own transactions. */
function openServer(url: string, authToken: string | undefined): Database {
  const client = createClient({ url, ...(authToken ? { authToken } : {}) });
  const orm = drizzle(client, { schema });
  return {
    mode: "remote",
    read: orm,
    writer: { client, orm },
    queue: Promise.resolve(),
    memo: new Map(),
    version: () => Promise.resolve(null),
    refresh: () => Promise.resolve(),
    ping: () => ping(client),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

/**
 * Reads from a local copy that follows the server. The copy has one handle alone: a second one on
 * its file (which the client opens for a transaction of its own) injects frames too and breaks it.
 */
async function openReplica(config: DatabaseConfig, syncUrl: string): Promise<Database> {
  mkdirSync(path.dirname(filePath(config.url)), { recursive: true });
  const server = openServer(syncUrl, config.authToken);
  const replica = createClient({
    url: config.url,
    syncUrl,
    syncInterval: config.syncInterval ?? 1,
    ...(config.authToken ? { authToken: config.authToken } : {}),
  });
  await replica.sync();
  return {
    ...server,
    mode: "replica",
    read: drizzle(replica, { schema }),
    ping: () => ping(replica),
    refresh: async () => {
      await replica.sync();
    },
    close: async () => {
      replica.close();
      await server.close();
    },
  };
}

/** Opens a database of any of the three modes. The caller closes it. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (!config.url.startsWith("file:")) return openServer(config.url, config.authToken);
  return config.syncUrl ? openReplica(config, config.syncUrl) : openFile(config.url);
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
