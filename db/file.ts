import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Client } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import LocalDatabase from "libsql";
import { hasCode } from "@/lib/errors";
import { log } from "@/lib/runtime/log";
import { checkpointsOf, PAGES_AT_MOST } from "./checkpoints";
import type { Database } from "./client";
import {
  beginImmediate,
  commitCounter,
  type Connection,
  keepStatements,
  openHandle,
  timed,
} from "./driver";
import { makePrivate } from "./files";
import * as schema from "./schema";
import { holdFile } from "./serving";
import { asTransaction, LockWait } from "./transaction";

/** Milliseconds that the driver waits for the lock of another process, blocking the event loop. */
const DRIVER_WAIT = 50;

/** The same at startup, when nobody is blocked yet. */
const START_WAIT = 10_000;

function openConnection(name: string): Connection {
  const connection = openHandle(name, { timeout: DRIVER_WAIT });
  keepStatements(connection.handle);
  return connection;
}

/** Switches to the write-ahead log, and reads. @throws what SQLite throws */
function tryOpen(name: string): void {
  const handle = new LocalDatabase(name, { timeout: START_WAIT });
  try {
    handle.exec("PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master");
  } finally {
    handle.close();
  }
}

function isReadOnlyDisk(file: string): boolean {
  try {
    accessSync(path.dirname(file), constants.W_OK);
    return false;
  } catch (error) {
    return hasCode(error, "EROFS");
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * The name by which SQLite can open the file. SQLite creates the index of the write-ahead log (`-shm`)
 * beside the database, which fails on a full or read-only disk:
 * - On a full disk, the VFS `unix-excl` keeps the index in memory. Writes work once there is room, but no
 *   other process can open the file until this one ends (https://sqlite.org/vfs.html, 2.1).
 * - On a read-only disk, `immutable` needs no index (https://sqlite.org/wal.html, "Read-Only
 *   Databases"). It does not read the log, which must therefore be empty.
 */
function nameToOpen(file: string): string {
  try {
    tryOpen(file);
    return file;
  } catch (error) {
    const code = error instanceof LocalDatabase.SqliteError ? error.code : "";
    const url = pathToFileURL(file).href;
    if (/^SQLITE_(IOERR_SHM|FULL)/.test(code)) {
      log().warn(
        { file },
        "the disk is full; other processes cannot open the database until this one ends",
      );
      return `${url}?vfs=unix-excl`;
    }
    if (code === "SQLITE_CANTOPEN" && isReadOnlyDisk(file) && !hasLog(file)) {
      log().warn({ file }, "the disk is read-only; nothing can be changed");
      return `${url}?immutable=1`;
    }
    throw error;
  }
}

async function onNewConnection(
  name: string,
  work: Parameters<Database["prepare"]>[0],
): Promise<void> {
  const { client } = openHandle(name, { timeout: START_WAIT });
  try {
    await work(drizzle(client, { schema }));
  } finally {
    client.close();
  }
}

/** Moves the write-ahead log into the file. If a full disk prevents it, the next start reads the log. */
async function emptyLog(writer: Client): Promise<void> {
  try {
    await writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (error) {
    log().warn({ err: error }, "the write-ahead log could not be emptied");
  }
}

/** Rolls back a failed transaction. After some errors, such as a full disk, SQLite has done so already. */
async function rollback(writer: Client): Promise<void> {
  await writer.execute("ROLLBACK").catch((error: unknown) => {
    if (!String(error).includes("no transaction is active")) throw error;
  });
}

/** Transactions on a connection that nothing else uses, so plain BEGIN and COMMIT suffice. */
export function transactionsOn(
  { handle, client }: Connection,
  onCommit: () => void = () => undefined,
): Database["transaction"] {
  const orm = asTransaction(drizzle(client, { schema }));
  const wait = new LockWait();
  return async (work, asked) => {
    await wait.retry(asked, () => beginImmediate(handle));
    try {
      const result = await work(orm);
      await client.execute("COMMIT");
      onCommit();
      return result;
    } catch (error) {
      await rollback(client);
      throw error;
    }
  };
}

/**
 * Opens a database file, and creates it if it is missing. It uses four connections: one reads, one
 * writes, one counts the commits of the others, and one moves commits from the log into the file.
 */
export function openFile(file: string): Database {
  makePrivate(file);
  const release = holdFile(file);
  const name = nameToOpen(file);
  const { client: reader } = openConnection(name);
  const watcher = openHandle(name, { timeout: DRIVER_WAIT });
  const writer = openConnection(name);
  // Commits survive a crash of the process. A power failure can undo the last ones, each as a whole.
  writer.handle.exec(`PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=${PAGES_AT_MOST}`);
  const checkpoints = checkpointsOf(name);
  return {
    mode: "file",
    file,
    read: drizzle(timed(reader), { schema }),
    transaction: transactionsOn(writer, checkpoints.noteCommit),
    queue: Promise.resolve(),
    writes: { refused: false, examinedAt: 0 },
    memo: new Map(),
    version: commitCounter(watcher.handle),
    refresh: () => Promise.resolve(),
    prepare: (work) => onNewConnection(name, work),
    ping: async () => {
      await reader.execute("SELECT 1");
    },
    close: async () => {
      await checkpoints.close();
      await emptyLog(writer.client);
      for (const client of [watcher.client, reader, writer.client]) client.close();
      release();
    },
  };
}
