import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds of work before other requests get a turn. */
const TURN = 20;

/**
 * The items one after the other, with a turn for other requests every few milliseconds: the driver is
 * synchronous and would block them until the end. Not inside a transaction, which would stay open.
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
