import { setTimeout as sleep } from "node:timers/promises";
import { drizzle } from "drizzle-orm/libsql";
import { log } from "@/lib/runtime/log";
import type { Database } from "./client";
import { type Connection, openHandle, pullReplica } from "./driver";
import { madePrivate } from "./private-file";
import { openRemote } from "./remote";
import * as schema from "./schema";
import { timed } from "./timed";

/** Milliseconds to wait for the copy to catch up. */
const PATIENCE = 5000;

interface ReplicaConfig {
  path: string;
  /** The libSQL server to follow. */
  server: string;
  authToken: string | undefined;
  /** Seconds between two looks at the server. */
  interval: number;
}

/**
 * A local copy that follows a libSQL server. It has a single handle, which only reads: a second one that
 * syncs would write frames too and corrupt the file.
 */
class Replica {
  readonly connection: Connection;
  private readonly stopped = new AbortController();
  private last: Promise<unknown> = Promise.resolve();
  private frame = 0;
  private changes = 0;
  private failing = false;

  /** Blocks until the server answered or refused. @throws when it did not answer */
  constructor(private readonly config: ReplicaConfig) {
    const options = {
      syncUrl: config.server,
      ...(config.authToken ? { authToken: config.authToken } : {}),
    };
    this.connection = madePrivate(config.path, () => openHandle(config.path, options));
  }

  /** A word that changes with every pull that brought something. */
  version(): string {
    return String(this.changes);
  }

  /** Pulls what the server has, after the pull that may be under way. @throws when it cannot */
  pull(): Promise<void> {
    const pulled = this.last.then(() => this.pullNow());
    this.last = pulled.catch(() => undefined);
    return pulled;
  }

  /** `pull`, for as long as somebody may be kept waiting. @throws when it cannot, or takes longer */
  async catchUp(): Promise<void> {
    const late = sleep(PATIENCE, "late", { ref: false });
    if ((await Promise.race([this.pull(), late])) === "late") throw new Error("The pull hangs");
  }

  /** Follows the server until `close`. */
  follow(): void {
    void this.followOn();
  }

  async close(): Promise<void> {
    this.stopped.abort();
    await Promise.race([this.last, sleep(PATIENCE, undefined, { ref: false })]);
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
      // After a failure the server may have started afresh, and the numbers with it.
      if (pulled.frames_synced > 0 || pulled.frame_no !== this.frame || this.failing) {
        this.changes += 1;
      }
      this.frame = pulled.frame_no;
      if (this.failing) log().info("the replica follows its server again");
      this.failing = false;
    } catch (error) {
      this.changes += 1;
      if (!this.failing) {
        log().warn({ err: error }, "the replica cannot follow its server; it serves what it has");
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
    throw new Error(`the server of DATABASE_SYNC_URL does not answer: ${config.server}`, {
      cause: error,
    });
  }
}

/** Opens a local copy for reads; writes go to the server, and the copy catches up after each. */
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
      // It is committed: a copy that lags behind is no reason to report a failure.
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
