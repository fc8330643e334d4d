import { format } from "node:util";
import { afterEach, beforeEach, expect, vi } from "vitest";

// Files of one worker share its modules, and none sees what another left in the process.
for (const key of Object.getOwnPropertySymbols(globalThis)) {
  if (key.description?.startsWith("model-profiles.")) Reflect.deleteProperty(globalThis, key);
}

const METHODS = ["error", "warn"] as const;

const said: string[] = [];

// What nobody expected to be said fails the test. A test that expects it spies on the console
// itself, which takes the place of this.
beforeEach(() => {
  said.length = 0;
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      said.push(`console.${method}: ${format(...values)}`);
    });
  }
});

afterEach(() => {
  expect(said, "unexpected output on the console").toEqual([]);
});
