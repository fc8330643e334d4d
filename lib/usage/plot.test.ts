import { expect, test } from "vitest";
import { barsOf, totalOf } from "./plot";
import type { UsageRow } from "./schema";

const HOUR = 60 * 60 * 1000;

function row(time: string, set: Partial<UsageRow>): UsageRow {
  return {
    time,
    group: null,
    requests: 1,
    errors: 0,
    cancelled: 0,
    answered: 0,
    stopped: 0,
    tokens_in: 0,
    tokens_out: 0,
    tokens_cached: 0,
    tokens_reasoning: 0,
    first_output_ms: null,
    total_ms: null,
    ...set,
  };
}

test("a period has a bar for every step, also without requests", () => {
  const period = { from: "2030-01-31T09:20:00.000Z", to: "2030-01-31T12:10:00.000Z" };
  const data = [row("2030-01-31T11:00:00.000Z", { requests: 3, tokens_in: 9 })];
  const bars = barsOf({ ...period, data }, HOUR);
  expect(bars.map(({ requests, tokens_in }) => [requests, tokens_in])).toEqual([
    [0, 0],
    [0, 0],
    [3, 9],
    [0, 0],
  ]);
});

test("averages of several hours count each request with an output once", () => {
  const period = { from: "2030-01-31T00:00:00.000Z", to: "2030-01-31T12:00:00.000Z" };
  const data = [
    row("2030-01-31T01:00:00.000Z", { answered: 1, total_ms: 100, first_output_ms: 50 }),
    row("2030-01-31T02:00:00.000Z", { answered: 3, total_ms: 500, first_output_ms: 90 }),
    row("2030-01-31T03:00:00.000Z", { requests: 9, errors: 9 }),
    row("2030-01-31T07:00:00.000Z", { answered: 4, total_ms: 600, first_output_ms: 100 }),
  ];
  const bars = barsOf({ ...period, data }, 6 * HOUR);
  expect(bars.map(({ total_ms, first_output_ms }) => [total_ms, first_output_ms])).toEqual([
    [400, 80],
    [600, 100],
  ]);
  expect(totalOf(bars)).toMatchObject({ answered: 8, total_ms: 500, first_output_ms: 90 });
});

test("bars add up every count of the rows of their time, and the total those of all bars", () => {
  const period = { from: "2030-01-31T00:00:00.000Z", to: "2030-01-31T02:00:00.000Z" };
  const counts = { requests: 5, errors: 1, cancelled: 2, stopped: 3, tokens_in: 11, tokens_out: 7 };
  const data = [
    row("2030-01-31T00:00:00.000Z", counts),
    row("2030-01-31T00:30:00.000Z", counts),
    row("2030-01-31T01:59:59.999Z", counts),
  ];
  const bars = barsOf({ ...period, data }, HOUR);
  expect(bars).toMatchObject([
    { requests: 10, errors: 2, cancelled: 4, stopped: 6, tokens_in: 22, tokens_out: 14 },
    counts,
  ]);
  expect(totalOf(bars)).toMatchObject({
    ...{ at: Date.parse(period.from), requests: 15, errors: 3, cancelled: 6 },
    ...{ stopped: 9, tokens_in: 33, tokens_out: 21 },
  });
});

test("bars start at whole steps, and rows outside of the period are left out", () => {
  const period = { from: "2030-01-31T09:20:00.000Z", to: "2030-01-31T10:00:00.000Z" };
  const data = [row("2030-01-31T08:59:00.000Z", {}), row("2030-01-31T10:00:00.000Z", {})];
  const bars = barsOf({ ...period, data }, HOUR);
  expect(bars.map(({ at }) => new Date(at).toISOString())).toEqual(["2030-01-31T09:00:00.000Z"]);
  expect(bars[0]).toMatchObject({ requests: 0, errors: 0, cancelled: 0, stopped: 0 });
});

test("a period without a length has one bar", () => {
  const now = "2030-01-31T09:00:00.000Z";
  expect(barsOf({ from: now, to: now, data: [] }, HOUR)).toHaveLength(1);
});

test("times are 0, not unknown, where nothing had an output", () => {
  const period = { from: "2030-01-31T00:00:00.000Z", to: "2030-01-31T01:00:00.000Z" };
  const bars = barsOf({ ...period, data: [row(period.from, { errors: 1 })] }, HOUR);
  const none = { answered: 0, first_output_ms: 0, total_ms: 0 };
  expect(bars).toMatchObject([{ requests: 1, ...none }]);
  expect(totalOf(bars)).toMatchObject(none);
  expect(totalOf([])).toMatchObject({ at: 0, requests: 0, ...none });
});
