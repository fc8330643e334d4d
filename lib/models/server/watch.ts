import "server-only";
import { unwatchFile, watchFile } from "node:fs";
import path from "node:path";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { log } from "@/lib/runtime/log";
import type { SyncReport } from "../query";
import { pickUpCatalogFile } from "./file-service";

/** Milliseconds between polls. */
const POLL_INTERVAL = 300;
/** Milliseconds without a change before the file is read: editors write in several steps. */
const SETTLE_TIME = 300;
/** Milliseconds before the next attempt after the database failed. */
const RETRY = 5000;
const MOST_LOGGED = 20;

/** Logs what is wrong in the catalog file: the first faults, and how many more there are. */
export function logFaults({ errors }: SyncReport): void {
  for (const fault of errors.slice(0, MOST_LOGGED)) {
    const message = fault.note
      ? "a detail in the catalog file is unknown"
      : "the catalog file has an error";
    log().warn(fault, message);
  }
  const more = errors.length - MOST_LOGGED;
  if (more > 0) log().warn({ more }, "the catalog file has more errors");
}

/**
 * Reads the catalog file whenever it changes, until `stop` is called. Polls the file by its name, since
 * file system events miss a file that is replaced by rename, behind a link, or on a network disk.
 */
export function watchCatalogFile(ctx: Context): { stop: () => Promise<void> } {
  const file = path.resolve(readEnv().MODELS_FILE);
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  const schedule = (delay: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      running = running.then(pickUp);
    }, delay).unref();
  };
  const pickUp = async () => {
    try {
      const report = await pickUpCatalogFile(ctx);
      if (report) logFaults(report);
    } catch (error) {
      log().warn({ err: error }, "the changed catalog file could not be applied");
      schedule(RETRY);
    }
  };
  const onChange = () => schedule(SETTLE_TIME);
  watchFile(file, { interval: POLL_INTERVAL, persistent: false }, onChange);
  // The file may have changed between the read at startup and the first poll.
  schedule(SETTLE_TIME);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      unwatchFile(file, onChange);
      await running;
    },
  };
}
