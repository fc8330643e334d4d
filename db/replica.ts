import { setTimeout as sleep } from "node:timers/promises";
import { drizzle } from "drizzle-orm/libsql";
import { log } from "@/lib/runtime/log";
import type { Database } from "./client";
import { type Connection, openHandle, pullReplica, timed } from "./driver";
import { madePrivate } from "./files";
import { openRemote } from "./remote";
import * as schema from "./schema";

/** Milliseconds to wait for the copy to catch up. */
const CATCH_UP_TIMEOUT = 5000;

interface ReplicaConfig {
  path: string;
  /** The libSQL server to follow. */
  server: string;
  authToken: string | undefined;
  /** Seconds between two pulls. */
  interval: number;
}

/**
 * A local copy that follows a libSQL server. It has a single handle, which only reads: a second one would
 * also write frames when it syncs, and corrupt the file.
 */
class Replica {
  readonly connection: Connection;
  private readonly stopped = new AbortController();
  private last: Promise<unknown> = Promise.resolve();
  private frame: number | undefined = 0;
  private changes = 0;
  private failing = false;

  /** Blocks until the server answers. @throws if it does not */
  constructor(private readonly config: ReplicaConfig) {
    const options = {
      syncUrl: config.server,
      ...(config.authToken ? { authToken: config.authToken } : {}),
    };
    this.connection = madePrivate(config.path, () => openHandle(config.path, options));
  }

  /** Changes with every pull that brought something. */
  version(): string {
    return String(this.changes);
  }

  /** Pulls from the server, after a pull that is running. @throws if that fails */
  pull(): Promise<void> {
    const pulled = this.last.then(() => this.pullNow());
    this.last = pulled.catch(() => undefined);
    return pulled;
  }

  /** `pull` with a timeout. @throws if it fails or takes longer */
  async catchUp(): Promise<void> {
    const late = sleep(CATCH_UP_TIMEOUT, "late", { ref: false });
    if ((await Promise.race([this.pull(), late])) === "late")
      throw new Error("The pull took too long");
  }

  /** Pulls repeatedly until `close`. */
  follow(): void {
    void this.followOn();
  }

  async close(): Promise<void> {
    this.stopped.abort();
    await Promise.race([this.last, sleep(CATCH_UP_TIMEOUT, undefined, { ref: false })]);
    this.connection.client.close();
  }

  private async followOn(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await sleep(this.config.interval * 1000, undefined, { ref: false, signal }).catch(() => 0);
      await this.pull().catch(() => undefined);
    }
  }

  private async pullNow(): Promise<void> {
    if (this.stopped.signal.aborted) return;
    try {
      const pulled = await pullReplica(this.connection.handle);
      // After a failure the server may have been replaced, and frame numbers with it.
      if (pulled.frames_synced > 0 || pulled.frame_no !== this.frame || this.failing) {
        this.changes += 1;
      }
      this.frame = pulled.frame_no;
      if (this.failing) log().info("the replica follows its server again");
      this.failing = false;
    } catch (error) {
      this.changes += 1;
      if (!this.failing) {
        log().warn({ err: error }, "the replica cannot reach its server and serves its last copy");
      }
      this.failing = true;
      throw error;
    }
  }
}

async function openCopy(config: ReplicaConfig): Promise<Replica> {
  try {
    const replica = new Replica(config);
    await replica.pull();
    return replica;
  } catch (error) {
    throw new Error(`The server of DATABASE_SYNC_URL does not answer: ${config.server}`, {
      cause: error,
    });
  }
}

/** Opens a local copy for reads. Writes go to the server, and the copy catches up after each. */
export async function openReplica(config: ReplicaConfig): Promise<Database> {
  const server = openRemote(config.server, config.authToken);
  const replica = await openCopy(config);
  replica.follow();
  const { client } = replica.connection;
  return {
    ...server,
    mode: "replica",
    read: drizzle(timed(client), { schema }),
    transaction: async (work, asked) => {
      const result = await server.transaction(work, asked);
      // The write is committed, so a copy that lags behind is not a failure.
      await replica.catchUp().catch(() => undefined);
      return result;
    },
    version: () => replica.version(),
    refresh: () => replica.catchUp(),
    ping: async () => {
      await client.execute("SELECT 1");
    },
    close: async () => {
      await replica.close();
      await server.close();
    },
  };
}
