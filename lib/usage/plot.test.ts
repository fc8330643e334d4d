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
