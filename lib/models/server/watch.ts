import "server-only";
import { unwatchFile, watchFile } from "node:fs";
import path from "node:path";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { log } from "@/lib/runtime/log";
import { pickUpCatalogFile } from "./file-service";

/** Milliseconds between looks at the file. */
const LOOK = 300;
/** Milliseconds for which it must have stayed as it is: editors write in several steps. */
const REST = 300;
/** Milliseconds until the next try, when the database did not take what was read. */
const RETRY = 5000;

/**
 * Reads the catalog's file whenever it changes, until `stop` is called. The file is looked at by
 * its name, not by events of the system: so a file put in its place by rename, behind a link or on
 * a disk of another machine is seen too.
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
      for (const fault of report?.errors ?? []) log().warn(fault, "the catalog's file has a fault");
    } catch (error) {
      log().warn({ err: error }, "a change of the catalog's file could not be taken up");
      schedule(RETRY);
    }
  };
  const onChange = () => schedule(REST);
  watchFile(file, { interval: LOOK, persistent: false }, onChange);
  // What changed between the start's own read and the first look.
  schedule(REST);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      unwatchFile(file, onChange);
      await running;
    },
  };
}
