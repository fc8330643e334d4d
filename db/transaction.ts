import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@/lib/runtime/metrics";
import type { Database, Orm } from "./client";
import { isBusy, isRefusedByDisk } from "./failure";

const TRANSACTION = Symbol("transaction");

/** A connection inside a write transaction. Write functions require it, so none can run outside one. */
export type Transaction = Orm & { readonly [TRANSACTION]: true };

/** A connection for reads, inside a transaction or outside. */
export type Reader = Orm;

/** Marks a connection as being inside a transaction; only the three kinds of databases call it. */
export function asTransaction(orm: Orm): Transaction {
  return Object.assign(orm, { [TRANSACTION]: true as const });
}

/** Milliseconds to wait for the transaction of another process. */
const LOCK_WAIT = 5000;

/**
 * Retries while another process holds the lock, without blocking the event loop. The wait counts from
 * the request of the write, or from this process's last success if that is later: writes that queue
 * behind a lock that is never released then fail together, not each after its own wait.
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

/** A transaction that changed nothing succeeds even on a full disk, so a file is examined again. */
function noteCommit({ file, writes }: Database): void {
  if (!writes.refused) return;
  if (file === null) writes.refused = false;
  else writes.examinedAt = 0;
}

/** Thrown to end a transaction without effect. */
class Rollback extends Error {}

/**
 * Runs `work` in one write transaction: all of it takes effect or nothing. Transactions of a process run
 * one after another, since the driver is synchronous and rejects a second one at once. Before each one,
 * requests that have arrived are read: otherwise one that arrives just after a turn of the event loop
 * waits for all that this turn holds, twice as long as the others. Inside, use only `tx` and await only
 * the database.
 * @throws what `work` throws; the driver's error if the database does not answer
 */
export function withTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const asked = Date.now();
  const result = db.queue.then(() => nextTurn()).then(() => db.transaction(work, asked));
  const start = performance.now();
  const observe = (outcome: string) =>
    metrics().transactionSeconds.observe({ outcome }, (performance.now() - start) / 1000);
  void result.then(
    () => {
      observe("committed");
      noteCommit(db);
    },
    (error: unknown) => {
      observe(error instanceof Rollback ? "rolled_back" : "failed");
      if (isRefusedByDisk(error)) db.writes.refused = true;
    },
  );
  db.queue = result.catch(() => undefined);
  return result;
}

/**
 * The result of `work` in a write transaction that is then rolled back: what a write would do.
 * @throws as `withTransaction`
 */
export async function withRollback<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  const rollback = new Rollback("rolled back");
  const end = withTransaction(db, async (tx) => {
    results.push(await work(tx));
    throw rollback;
  });
  await end.catch((error: unknown) => {
    if (error !== rollback) throw error;
  });
  const [result] = results.slice(-1);
  if (result === undefined) throw new Error("a transaction that was rolled back has a result");
  return result;
}
