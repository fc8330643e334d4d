import "server-only";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/runtime/log";
import { readSource } from "./read-source";
import { selectReads, selectSources } from "./sources-repository";

/**
 * Milliseconds between reads of a source: soon enough for a model that somebody pulled, at the cost
 * of a few small calls. Who cannot wait presses the button.
 */
const EVERY = 5 * 60 * 1000;

/** Reads the sources that no process has read for a while; at start all of them. */
async function refresh(ctx: Context, end: AbortSignal, isStart: boolean): Promise<void> {
  const reads = new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row.read_at]));
  const due = new Date(clock.now().getTime() - EVERY / 2).toISOString();
  const sources = (await selectSources(ctx.db.read)).filter(
    ({ id, enabled }) => enabled && (isStart || (reads.get(id) ?? "") < due),
  );
  await Promise.all(sources.map((source) => readSource(ctx, source, end)));
}

/** Reads the further sources now and every few minutes, until `stop` is called. */
export function keepSourcesFresh(ctx: Context): { stop: () => Promise<void> } {
  const end = new AbortController();
  let running = Promise.resolve();
  const run = (isStart: boolean) => {
    running = running
      .then(() => refresh(ctx, end.signal, isStart))
      .catch((error: unknown) => {
        log().warn({ err: error }, "the sources of the catalog could not be read");
      });
  };
  run(true);
  const timer = setInterval(() => run(false), EVERY).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      end.abort();
      await running;
    },
  };
}
