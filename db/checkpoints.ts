import { openAsync } from "./driver";
import { log } from "@/lib/runtime/log";

/** Few commits stay in the log: most pages of the next ones would be moved twice. */
const COMMITS_BETWEEN = 64;
/** Milliseconds. While the disk is busy with a checkpoint, commits wait for it. */
const TIME_BETWEEN = 5000;
/** Pages in the log at which a commit moves them itself, if the thread cannot keep up: 256 MB. */
export const PAGES_AT_MOST = 64_000;

export interface Checkpoints {
  /** Counts a commit; starts a checkpoint if one is due and none is running. */
  noteCommit: () => void;
  /** Waits for a running checkpoint, then closes its connection. */
  close: () => Promise<void>;
}

/**
 * Moves what is committed from the write-ahead log into the file, on a thread of the driver. Where the
 * writer does it at a commit (SQLite's `wal_autocheckpoint`), every request waits for the disk.
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
      // On a full disk the log keeps what is committed, and a later checkpoint moves it.
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
