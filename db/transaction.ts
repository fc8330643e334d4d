import { setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@/lib/runtime/metrics";
import type { Database, Orm } from "./client";
import { isBusy, isRefusedByDisk } from "./failure";

declare const transactionBrand: unique symbol;

/** A connection inside a write transaction. Write functions take it, so none runs outside one. */
export type Transaction = Orm & { readonly [transactionBrand]: true };

/** A connection for reads: outside a transaction or inside. */
export type Reader = Orm | Transaction;

/** Milliseconds to wait for another process's transaction before giving up. */
const LOCK_WAIT = 5000;

/**
 * Tries again while another process holds the lock, without blocking the event loop. The wait counts
 * from when the write was asked for, unless another write of this process got through since: what
 * queues up behind a lock that is never released fails with the first, not each after its own wait.
 */
export class LockWait {
  /** When a transaction of this process last got the lock, in milliseconds since the epoch. */
  private lockedAt = 0;

  /** The first result of `attempt`. @throws its error if it may not retry, or after `LOCK_WAIT` */
  async retry<T>(
    asked: number,
    attempt: () => Promise<T> | T,
    mayRetry: () => boolean = () => true,
  ): Promise<T> {
    const deadline = Math.max(asked, this.lockedAt) + LOCK_WAIT;
    for (;;) {
      try {
        const result = await attempt();
        this.lockedAt = Date.now();
        return result;
      } catch (error) {
        if (!isBusy(error) || !mayRetry() || Date.now() > deadline) throw error;
        await sleep(1 + Math.random() * 9);
      }
    }
  }
}

/** A transaction that changed nothing succeeds on a full disk too: a file is examined anew. */
function noteCommit({ file, writes }: Database): void {
  if (!writes.refused) return;
  if (file === null) writes.refused = false;
  else writes.examinedAt = 0;
}

/**
 * Runs `work` in one write transaction: all of it is done or none. Transactions of a process queue
 * up, since the driver is synchronous and fails a second one at once. Inside, use `tx` alone and
 * await nothing but the database.
 * @throws what `work` throws; the driver's error where the database does not answer
 */
export function withTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const asked = Date.now();
  const result = db.queue.then(() => db.transaction(work, asked));
  const start = performance.now();
  const observe = (outcome: string) =>
    metrics().transactionSeconds.observe({ outcome }, (performance.now() - start) / 1000);
  void result.then(
    () => {
      observe("committed");
      noteCommit(db);
    },
    (error: unknown) => {
      observe("failed");
      if (isRefusedByDisk(error)) db.writes.refused = true;
    },
  );
  db.queue = result.catch(() => undefined);
  return result;
}
