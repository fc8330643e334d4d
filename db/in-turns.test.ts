import { expect, test } from "vitest";
import { inTurns } from "./in-turns";

function workFor(milliseconds: number): void {
  for (const start = performance.now(); performance.now() - start < milliseconds;);
}

test("long work on many items lets others have a turn, and keeps their order", async () => {
  const done: (number | string)[] = [];
  setImmediate(() => done.push("another"));
  for await (const item of inTurns([1, 2, 3])) {
    workFor(30);
    done.push(item);
  }
  expect(done).toEqual([1, "another", 2, 3]);
});
