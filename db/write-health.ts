import { constants } from "node:fs";
import { access, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Database, perDatabase } from "./client";
import { withTransaction } from "./transaction";

/** Milliseconds between two checks of the disk. */
const CHECK_INTERVAL = 5000;
/** Milliseconds that a caller waits for a check, since a disk can hang. */
const MAX_WAIT = 100;
/** Bytes that the smallest write adds to the log. */
const PAGE = 4096;

interface Probe {
  isWritable: boolean;
  running: Promise<void>;
}

/** True if the file may be written, and its folder has room for another page. */
async function canWriteBeside(file: string): Promise<boolean> {
  const probe = `${file}-probe`;
  try {
    await access(file, constants.W_OK);
    await writeFile(probe, Buffer.alloc(PAGE), { mode: 0o600, flush: true });
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/** Rewrites the first page unchanged: the only sure way to learn that the file accepts writes again. */
async function rewritePage(db: Database): Promise<void> {
  try {
    await withTransaction(db, async (tx) => {
      const [row] = await tx.all<{ user_version: number }>(sql`PRAGMA user_version`);
      await tx.run(sql.raw(`PRAGMA user_version = ${row?.user_version ?? 0}`));
    });
    db.writes.refused = false;
  } catch {
    // `withTransaction` has recorded the failure.
  }
}

async function examine(db: Database, file: string, probe: Probe): Promise<void> {
  probe.isWritable = await canWriteBeside(file);
  if (probe.isWritable && db.writes.refused) await rewritePage(db);
}

/**
 * Whether writes succeed: "failing" after the disk refused one, until one succeeds. For a file also
 * while nothing can be written beside it, which is checked on request, at most every 5 seconds.
 */
export async function writeHealth(db: Database): Promise<"ok" | "failing"> {
  const { file, writes } = db;
  const probe = perDatabase<Probe>(db, "write-probe", () => ({
    isWritable: true,
    running: Promise.resolve(),
  }));
  if (file !== null && Date.now() - writes.examinedAt >= CHECK_INTERVAL) {
    writes.examinedAt = Date.now();
    probe.running = probe.running.then(() => examine(db, file, probe));
  }
  await Promise.race([probe.running, sleep(MAX_WAIT, undefined, { ref: false })]);
  return probe.isWritable && !writes.refused ? "ok" : "failing";
}
