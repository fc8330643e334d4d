import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds for which other requests wait. */
const TURN = 20;

/**
 * The items, one after the other; every few milliseconds other requests have a turn. For work on
 * many rows: the database's driver is synchronous, and nobody else would be served to its end.
 */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    if (performance.now() - since > TURN) {
      await nextTurn();
      since = performance.now();
    }
    yield item;
  }
}
