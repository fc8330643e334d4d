import { setTimeout as sleep } from "node:timers/promises";
import { metrics } from "@/lib/metrics";
import type { Database, Orm } from "./client";
import { DatabaseUnavailable, isBusy, isRefusedByDisk, mayBeDone, OutcomeUnknown } from "./failure";

declare const transactionBrand: unique symbol;

/** A connection inside a write transaction. Write functions take it, so none runs outside one. */
export type Transaction = Orm & { readonly [transactionBrand]: true };

/** A connection for reads: outside a transaction or inside. */
export type Reader = Orm | Transaction;

/** Milliseconds to wait for another process's transaction before giving up. */
const LOCK_WAIT = 5000;

/** Milliseconds after which a write that could not even begin on a server is given up. */
const QUEUE_WAIT = 10_000;

/**
 * Tries again while another process holds the lock, without blocking the event loop. The wait counts
 * from when the write was asked for, unless others of this process got through since: what queues up
 * behind a lock that nobody gives back fails with the first, not each after a wait of its own.
 */
async function retryWhileBusy<T>(
  db: Database,
  asked: number,
  attempt: () => Promise<T> | T,
  mayRetry: () => boolean = () => true,
): Promise<T> {
  const deadline = Math.max(asked, db.lockedAt) + LOCK_WAIT;
  for (;;) {
    try {
      const result = await attempt();
      db.lockedAt = Date.now();
      return result;
    } catch (error) {
      if (!isBusy(error) || !mayRetry() || Date.now() > deadline) throw error;
      await sleep(1 + Math.random() * 9);
    }
  }
}

/** On the writer's own connection: nothing else uses it, so plain BEGIN and COMMIT do. */
async function onOwnConnection<T>(
  db: Database,
  begin: () => void,
  asked: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { client, orm } = db.writer;
  await retryWhileBusy(db, asked, begin);
  try {
    const result = await work(orm as Transaction);
    await client.execute("COMMIT");
    return result;
  } catch (error) {
    await client.execute("ROLLBACK").catch((rollback: unknown) => {
      // SQLite has rolled back by itself on some errors (a full disk); then there is none to end.
      if (!String(rollback).includes("no transaction is active")) throw rollback;
    });
    throw error;
  }
}

async function onServer<T>(
  db: Database,
  asked: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (Date.now() - asked > QUEUE_WAIT) throw new DatabaseUnavailable("It did not answer in time.");
  const state = { worked: false };
  const attempt = () =>
    db.writer.orm.transaction(async (tx) => {
      const result = await work(tx as unknown as Transaction);
      state.worked = true;
      return result;
    });
  try {
    const result = await retryWhileBusy(db, asked, attempt, () => !state.worked);
    // It is committed: that the copy lags behind is no reason to say it failed.
    await db.refresh().catch(() => undefined);
    return result;
  } catch (error) {
    if (!state.worked || !mayBeDone(error)) throw error;
    throw new OutcomeUnknown("The answer to the commit is lost.", { cause: error });
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
  const { begin } = db.writer;
  const run = () => (begin ? onOwnConnection(db, begin, asked, work) : onServer(db, asked, work));
  const result = db.queue.then(run);
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
