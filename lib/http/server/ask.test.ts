import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isSpent, withinLimits } from "./ask";

const untilAborted = (signal: AbortSignal) =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve("ended"));
    if (signal.aborted) resolve("ended");
  });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a read ends when its time is up", async () => {
  const never = new AbortController().signal;
  const read = withinLimits(never, ({ signal }) => untilAborted(signal));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await read).toBe("ended");
});

test("a read ends with the program, also where that ended before", async () => {
  const end = new AbortController();
  const read = withinLimits(end.signal, ({ signal }) => untilAborted(signal));
  end.abort();
  expect(await read).toBe("ended");
  expect(await withinLimits(end.signal, (limits) => Promise.resolve(isSpent(limits)))).toBe(true);
});

test("a read that is done leaves no timer, also where it failed", async () => {
  const never = new AbortController().signal;
  await withinLimits(never, () => Promise.resolve());
  await expect(withinLimits(never, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(vi.getTimerCount()).toBe(0);
});
