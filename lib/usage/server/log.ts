import "server-only";
import type { Database } from "@/db/client";
import { isOutcomeUnknown, isUnavailable } from "@/db/failure";
import { withTransaction } from "@/db/transaction";
import { log } from "@/lib/runtime/log";
import type { GatewayRequest } from "../schema";
import { hourlySums } from "../sums";
import { addSums, insertRequests } from "./repository";

/** Rows that one transaction writes: other requests wait for each for about two milliseconds. */
const BATCH = 50;
/** Rows that are written at once, without waiting for the timer. */
const MANY = 200;
/** Milliseconds after which a request is written, at most. */
const DELAY = 900;
/** Milliseconds until the next attempt after a failure. */
const RETRY = 5000;
/** Rows that wait for a disk that is full, or a database that does not answer; older ones are lost. */
const MAX_WAITING = 10_000;

/** Writes the requests of a process in batches, never on a request's own path. */
export class RequestLog {
  private waiting: GatewayRequest[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly db: Database) {}

  add(request: GatewayRequest): void {
    this.waiting.push(request);
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    if (this.waiting.length === MANY) void this.flush();
    else this.schedule();
  }

  private schedule(ms = DELAY): void {
    this.timer ??= setTimeout(() => void this.flush(), ms).unref();
  }

  /** Writes what waits; called by the timer, and once more before the program ends. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // A flush that runs already may have taken its last batch before this request.
    await this.writing;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await withTransaction(this.db, async (tx) => {
          await insertRequests(tx, batch);
          await addSums(tx, hourlySums(batch));
        });
      } catch (error) {
        log().warn({ err: error, requests: batch.length }, "usage could not be written");
        // A failure of these rows would repeat, and what may be written must not count twice.
        if (!isUnavailable(error) || isOutcomeUnknown(error)) continue;
        this.waiting = [...batch, ...this.waiting].slice(-MAX_WAITING);
        this.schedule(RETRY);
        return;
      }
    }
  }
}
