import { setImmediate } from "node:timers/promises";

/**
 * Loaded into the measured servers: reports resident memory before and after a garbage collection, and
 * ends the server with the benchmark.
 */
process.on("message", async () => {
  const before = process.memoryUsage.rss();
  for (let pass = 0; pass < 2; pass += 1) {
    globalThis.gc?.();
    // What the first pass makes unreachable by finalizers, the second frees.
    await setImmediate();
  }
  process.send?.({ before, after: process.memoryUsage.rss() });
});
// The benchmark has ended, or failed.
process.on("disconnect", () => process.exit(1));
// Being asked is no reason to stay alive.
process.channel?.unref();
