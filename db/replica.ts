import { setTimeout as sleep } from "node:timers/promises";
import { Sqlite3Client } from "@libsql/client/sqlite3";
import LocalDatabase from "libsql";
import AsyncDatabase from "libsql/promise";
import { log } from "@/lib/log";
import { madePrivate } from "./private-file";

/** Milliseconds for which somebody waits for the copy to catch up. */
const PATIENCE = 5000;

export interface ReplicaConfig {
  path: string;
  /** The libSQL server to follow. */
  server: string;
  authToken: string | undefined;
  /** Seconds between two looks at the server. */
  interval: number;
}

interface Pulled {
  frames_synced: number;
  frame_no: number;
}

/**
 * A local copy that follows a libSQL server. It has one handle alone, which only reads: a second one
 * that syncs injects frames too and breaks the file. It is pulled from here and not by the driver's
 * own timer or `client.sync()`: that one stops the event loop until the server answers, 3 seconds
 * when it is gone and for ever when it hangs.
 */
export class Replica {
  readonly client: Sqlite3Client;
  private readonly handle: LocalDatabase.Database;
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
    this.handle = madePrivate(config.path, () => new LocalDatabase(config.path, options));
    this.client = new Sqlite3Client(config.path, options, this.handle, "number");
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
    this.client.close();
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
      // The same native handle, on a thread of its own.
      const pulled = (await AsyncDatabase.prototype.sync.call(this.handle)) as Pulled;
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
