import "server-only";
import type { Database } from "@/db/client";
import { isOutcomeUnknown, isUnavailable } from "@/db/failure";
import { type Transaction, withTransaction } from "@/db/transaction";
import { log } from "@/lib/runtime/log";
import type { GatewayRequest } from "../schema";
import { hourlySums } from "../sums";
import { addSums, insertRequests } from "./repository";

/** Rows that one transaction writes: other requests wait for each for about two milliseconds. */
const BATCH = 50;
/** Bytes of attachments after which a transaction takes no more rows. */
const BATCH_BYTES = 1024 * 1024;
/** Rows that are written at once, without waiting for the timer. */
const MANY = 200;
/** Milliseconds after which a request is written, at most. */
const DELAY = 900;
/** Milliseconds until the next attempt after a failure. */
const RETRY = 5000;
/** Rows that wait for a disk that is full, or a database that does not answer; older ones are lost. */
const MAX_WAITING = 10_000;
/** Bytes of attachments that wait; beyond that, the oldest are lost, but not their rows. */
const MAX_BYTES = 32 * 1024 * 1024;

/** What is written in the transaction of a request's row. */
export interface Attachment {
  /** What it occupies until then. */
  bytes: number;
  write: (tx: Transaction) => Promise<void>;
}

interface Waiting {
  request: GatewayRequest;
  attachment: Attachment | undefined;
}

/** Writes the requests of a process in batches, never on a request's own path. */
export class RequestLog {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly db: Database) {}

  add(request: GatewayRequest, attachment?: Attachment): void {
    this.waiting.push({ request, attachment });
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
    if (attachment) this.dropOldAttachments();
    if (this.waiting.length === MANY) void this.flush();
    else this.schedule();
  }

  private dropOldAttachments(): void {
    let bytes = 0;
    for (let at = this.waiting.length - 1; at >= 0; at -= 1) {
      const each = this.waiting[at];
      bytes += each?.attachment?.bytes ?? 0;
      if (each && bytes > MAX_BYTES) each.attachment = undefined;
    }
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

  /** Takes what one transaction writes. */
  private takeBatch(): Waiting[] {
    let bytes = 0;
    const rest = this.waiting.slice(0, BATCH).findIndex(({ attachment }) => {
      if (bytes >= BATCH_BYTES) return true;
      bytes += attachment?.bytes ?? 0;
      return false;
    });
    return this.waiting.splice(0, rest === -1 ? BATCH : rest);
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.takeBatch();
      try {
        await withTransaction(this.db, (tx) => writeBatch(tx, batch));
      } catch (error) {
        log().warn({ err: error, requests: batch.length }, "usage could not be written");
        // What may be written must not count twice.
        if (isOutcomeUnknown(error)) continue;
        if (!isUnavailable(error)) {
          // It would repeat; without what is attached, the rows may be fine.
          if (batch.some(({ attachment }) => attachment)) {
            this.waiting.unshift(
              ...batch.map(({ request }) => ({ request, attachment: undefined })),
            );
          }
          continue;
        }
        this.waiting = [...batch, ...this.waiting].slice(-MAX_WAITING);
        this.dropOldAttachments();
        this.schedule(RETRY);
        return;
      }
    }
  }
}

async function writeBatch(tx: Transaction, batch: readonly Waiting[]): Promise<void> {
  const requests = batch.map(({ request }) => request);
  await insertRequests(tx, requests);
  await addSums(tx, hourlySums(requests));
  for (const { attachment } of batch) await attachment?.write(tx);
}
