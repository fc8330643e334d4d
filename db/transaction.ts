import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@libsql/client";
import { type Database, type Orm, perDatabase } from "./client";
import { isBusy } from "./failure";

declare const transactionBrand: unique symbol;

/** A connection inside a write transaction. Write functions take it, so none runs outside one. */
export type Transaction = Orm & { readonly [transactionBrand]: true };

/** A connection for reads: outside a transaction or inside. */
export type Reader = Orm | Transaction;

/**
 * Milliseconds after which a transaction gives up on another process's lock. They count from when it
 * queued up, or from when this process last had the lock: all that wait behind a lock that does not
 * move give up together, instead of one after the other.
 */
const LOCK_WAIT = 5000;

/** When this process last had the database's lock, in milliseconds since the epoch. */
function lockTimes(db: Database): { last: number } {
  return perDatabase(db, "lock-times", () => ({ last: 0 }));
}

/** Tries again while another process holds the lock, without blocking the event loop. */
async function retryWhileBusy<T>(
  deadline: number,
  attempt: () => Promise<T>,
  mayRetry: () => boolean = () => true,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || !mayRetry() || Date.now() > deadline) throw error;
      await sleep(1 + Math.random() * 9);
    }
  }
}

/** Opens the client's connection anew, which ends the statements that the old one left in progress. */
export async function replaceConnection(client: Client): Promise<void> {
  // Declared to return nothing, but the driver of files returns a promise.
  await (client as { reconnect: () => unknown }).reconnect();
}

/**
 * A BEGIN that met another's lock stays a statement in progress until it is garbage collected, and
 * beside one SQLite commits nothing: that connection is replaced. From then on the lock is tried by
 * `executeMultiple` first, which leaves no statement behind, but no transaction open either.
 */
async function begin(client: Client, deadline: number): Promise<void> {
  let wasBusy = false;
  await retryWhileBusy(deadline, async () => {
    if (wasBusy) await client.executeMultiple("BEGIN IMMEDIATE; COMMIT");
    try {
      await client.execute("BEGIN IMMEDIATE");
    } catch (error) {
      wasBusy = true;
      await replaceConnection(client);
      throw error;
    }
  });
}

/** On the writer's own connection: nothing else uses it, so plain BEGIN and COMMIT do. */
async function onOwnConnection<T>(
  db: Database,
  deadline: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { client, orm } = db.writer;
  await begin(client, deadline);
  lockTimes(db).last = Date.now();
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
  deadline: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let started = false;
  const attempt = () =>
    db.writer.orm.transaction((tx) => {
      started = true;
      lockTimes(db).last = Date.now();
      return work(tx as unknown as Transaction);
    });
  const result = await retryWhileBusy(deadline, attempt, () => !started);
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
  const queued = Date.now();
  const run = () => {
    const deadline = Math.max(queued, lockTimes(db).last) + LOCK_WAIT;
    return db.mode === "file" ? onOwnConnection(db, deadline, work) : onServer(db, deadline, work);
  };
  const result = db.queue.then(run);
  db.queue = result.catch(() => undefined);
  return result;
}
