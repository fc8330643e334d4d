import { openAsync } from "./driver";
import { log } from "@/lib/runtime/log";

/** Commits between two checkpoints; with fewer, most pages would be written twice. */
const COMMITS_BETWEEN = 64;
/** Milliseconds between two checkpoints; commits wait while the disk is busy with one. */
const TIME_BETWEEN = 5000;
/** Pages in the log (256 MB) at which a commit runs a checkpoint itself, if the thread cannot keep up. */
export const PAGES_AT_MOST = 64_000;

export interface Checkpoints {
  /** Counts a commit; starts a checkpoint if one is due and none is running. */
  noteCommit: () => void;
  /** Waits for a running checkpoint, then closes its connection. */
  close: () => Promise<void>;
}

/**
 * Moves commits from the write-ahead log into the file, on a thread of the driver. If the writer does it
 * at a commit (SQLite's `wal_autocheckpoint`), every request waits for the disk.
 */
export function checkpointsOf(name: string): Checkpoints {
  const connection = openAsync(name);
  let commits = 0;
  let startedAt = 0;
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      await connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (error) {
      // On a full disk the log keeps the commits until a later checkpoint.
      log().debug({ err: error }, "a checkpoint failed");
    }
    running = undefined;
  };
  return {
    noteCommit: () => {
      commits += 1;
      const now = Date.now();
      if (running || commits < COMMITS_BETWEEN || now - startedAt < TIME_BETWEEN) return;
      commits = 0;
      startedAt = now;
      running = run();
    },
    close: async () => {
      await running;
      connection.close();
    },
  };
}
