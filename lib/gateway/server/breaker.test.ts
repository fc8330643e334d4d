import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetSingleton } from "@/lib/http/server/testing";
import { breakerOf, openBreakers } from "./breaker";

const COOLDOWN = 60_000;

beforeEach(() => {
  forgetSingleton("gateway-breakers");
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
  forgetSingleton("gateway-breakers");
});

/** A breaker after some failures in a row. */
function failedBreaker(times: number, cooldown = COOLDOWN) {
  const breaker = breakerOf("e", "m");
  const opened = Array.from({ length: times }, () => breaker.fail(cooldown, false));
  return { breaker, opened };
}

describe("the breaker of a model on an engine", () => {
  test("opens with the fifth failure in a row, for the cooldown", () => {
    const { breaker, opened } = failedBreaker(5);
    expect(opened).toEqual([false, false, false, false, true]);
    expect(breaker.wait()).toBe(COOLDOWN);
    vi.advanceTimersByTime(COOLDOWN - 1);
    expect(breaker.wait()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(breaker.wait()).toBe(0);
  });

  test("counts anew after a success", () => {
    const { breaker } = failedBreaker(4);
    expect(breaker.succeed()).toBe(false);
    expect(breaker.fail(COOLDOWN, false)).toBe(false);
    expect(breaker.isOpen).toBe(false);
  });

  test("opens at once for a failure that will last", () => {
    expect(breakerOf("e", "m").fail(COOLDOWN, true)).toBe(true);
  });

  test("stays closed for profiles without a cooldown", () => {
    expect(failedBreaker(9, 0).breaker.wait()).toBe(0);
    expect(breakerOf("e", "m").fail(0, true)).toBe(false);
  });

  test("lets one request try after the cooldown, while others wait", () => {
    const { breaker } = failedBreaker(5);
    vi.advanceTimersByTime(COOLDOWN);
    breaker.enter();
    expect(breaker.wait()).toBe(1000);
    expect(breaker.succeed()).toBe(true);
    expect([breaker.wait(), breaker.isOpen]).toEqual([0, false]);
  });

  test("stays open when the trial fails, and lets another one try when the trial says nothing", () => {
    const { breaker } = failedBreaker(5);
    vi.advanceTimersByTime(COOLDOWN);
    breaker.enter();
    breaker.leave();
    expect(breaker.wait()).toBe(0);
    breaker.enter();
    expect(breaker.fail(COOLDOWN, false)).toBe(true);
    expect(breaker.wait()).toBe(COOLDOWN);
  });

  test("knows no trial while it is closed", () => {
    const breaker = breakerOf("e", "m");
    breaker.enter();
    expect(breaker.wait()).toBe(0);
  });
});

test("each model on each engine has a breaker of its own, and open ones are counted by engine", () => {
  expect(breakerOf("e", "m")).toBe(breakerOf("e", "m"));
  breakerOf("e", "m").fail(COOLDOWN, true);
  breakerOf("e", "n").fail(COOLDOWN, true);
  breakerOf("e2", "m").fail(COOLDOWN, false);
  expect([openBreakers("e"), openBreakers("e2"), openBreakers("none")]).toEqual([2, 0, 0]);
  breakerOf("e", "m").succeed();
  expect(openBreakers("e")).toBe(1);
});
