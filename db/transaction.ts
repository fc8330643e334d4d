import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Orm } from "./client";
import { isBusy } from "./failure";

declare const transactionBrand: unique symbol;

/** A connection inside a write transaction. Write functions take it, so none runs outside one. */
export type Transaction = Orm & { readonly [transactionBrand]: true };

/** A connection for reads: outside a transaction or inside. */
export type Reader = Orm | Transaction;

/** Milliseconds to wait for another process's transaction before giving up. */
const LOCK_WAIT = 5000;

/** Tries again while another process holds the lock, without blocking the event loop. */
async function retryWhileBusy<T>(
  attempt: () => Promise<T>,
  mayRetry: () => boolean = () => true,
): Promise<T> {
  const deadline = Date.now() + LOCK_WAIT;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || !mayRetry() || Date.now() > deadline) throw error;
      await sleep(1 + Math.random() * 9);
    }
  }
}

/** On the writer's own connection: nothing else uses it, so plain BEGIN and COMMIT do. */
async function onOwnConnection<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const { client, orm } = db.writer;
  await retryWhileBusy(() => client.execute("BEGIN IMMEDIATE"));
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

async function onServer<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let started = false;
  const attempt = () =>
    db.writer.orm.transaction((tx) => {
      started = true;
      return work(tx as unknown as Transaction);
    });
  const result = await retryWhileBusy(attempt, () => !started);
  // It is committed: that the copy lags behind is no reason to say it failed.
  await db.refresh().catch(() => undefined);
  return result;
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
  const run = () => (db.mode === "file" ? onOwnConnection(db, work) : onServer(db, work));
  const result = db.queue.then(run);
  db.queue = result.catch(() => undefined);
  return result;
}
