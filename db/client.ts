import path from "node:path";
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { readEnv } from "@/lib/env";
import { singleton } from "@/lib/singleton";
import { openFile } from "./open-file";
import { Replica, type ReplicaConfig } from "./replica";
import * as schema from "./schema";
import { timed } from "./timed";

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
  /** For transactions. */
  writer: Writer;
  /** Ends with the last transaction of this process; the next one waits for it. */
  queue: Promise<unknown>;
  /** The path of the database file in file mode, else `null`. */
  file: string | null;
  /** What is known of writes; see `writeHealth`. */
  writes: WriteState;
  /** When a transaction of this process last got the lock, in milliseconds since the epoch. */
  lockedAt: number;
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

interface Writer {
  client: Client;
  orm: Orm;
  /**
   * In file mode, where nothing else uses the connection: begins a write transaction on it.
   * @throws at once while another process holds the lock
   */
  begin?: () => void;
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

async function ping(client: Client): Promise<void> {
  await client.execute("SELECT 1");
}

/** Milliseconds for one call of a server; its own wait for another's transaction takes 5 seconds. */
const CALL_TIMEOUT = 10_000;

/** A server that takes connections and says nothing must not hold requests for minutes. */
function fetchInTime(request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(CALL_TIMEOUT) });
}

/** What server and replica have in common: writes go to the server, in its own transactions. */
function openServer(url: string, authToken: string | undefined): Database {
  const client = createClient({
    url,
    fetch: fetchInTime,
    ...(authToken ? { authToken } : {}),
  });
  const orm = drizzle(timed(client), { schema });
  return {
    mode: "remote",
    read: orm,
    writer: { client, orm },
    queue: Promise.resolve(),
    file: null,
    writes: { refused: false, examinedAt: 0 },
    lockedAt: 0,
    memo: new Map(),
    version: () => null,
    refresh: () => Promise.resolve(),
    prepare: (work) => work(orm),
    ping: () => ping(client),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

/** Reads from a local copy that follows the server. */
async function openReplica(config: DatabaseConfig, syncUrl: string): Promise<Database> {
  const { authToken, syncInterval: interval = 1 } = config;
  const server = openServer(syncUrl, authToken);
  const replica = await openCopy({
    path: filePath(config.url),
    server: syncUrl,
    authToken,
    interval,
  });
  replica.follow();
  return {
    ...server,
    mode: "replica",
    read: drizzle(timed(replica.client), { schema }),
    version: () => replica.version(),
    refresh: () => replica.catchUp(),
    ping: () => ping(replica.client),
    close: async () => {
      await replica.close();
      await server.close();
    },
  };
}

async function openCopy(config: ReplicaConfig): Promise<Replica> {
  try {
    const replica = new Replica(config);
    await replica.pull();
    return replica;
  } catch (error) {
    throw new Error(`the server of DATABASE_SYNC_URL does not answer: ${config.server}`, {
      cause: error,
    });
  }
}

/** Opens a database of any of the three modes. The caller closes it. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (!config.url.startsWith("file:")) return openServer(config.url, config.authToken);
  return config.syncUrl ? openReplica(config, config.syncUrl) : openFile(filePath(config.url));
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
