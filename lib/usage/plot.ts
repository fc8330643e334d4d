import type { UsageRow } from "./schema";

/** Sums that one bar of a plot shows. */
export interface Bar {
  /** The start of its time, in milliseconds since the epoch. */
  at: number;
  requests: number;
  errors: number;
  cancelled: number;
  stopped: number;
  tokens_in: number;
  tokens_out: number;
  /** Requests with an output, of which the times are averages. */
  answered: number;
  /** Milliseconds; 0 if there is no output. */
  first_output_ms: number;
  total_ms: number;
}

function emptyBar(at: number): Bar {
  const none = { requests: 0, errors: 0, cancelled: 0, stopped: 0, tokens_in: 0, tokens_out: 0 };
  return { at, ...none, answered: 0, first_output_ms: 0, total_ms: 0 };
}

/** The average of two averages; 0 of nothing. */
function average([a, countOfA]: [number, number], [b, countOfB]: [number, number]): number {
  const count = countOfA + countOfB;
  return count === 0 ? 0 : (a * countOfA + b * countOfB) / count;
}

/** Two bars as one. */
function plus(bar: Bar, other: Bar): Bar {
  return {
    at: bar.at,
    requests: bar.requests + other.requests,
    errors: bar.errors + other.errors,
    cancelled: bar.cancelled + other.cancelled,
    stopped: bar.stopped + other.stopped,
    tokens_in: bar.tokens_in + other.tokens_in,
    tokens_out: bar.tokens_out + other.tokens_out,
    answered: bar.answered + other.answered,
    first_output_ms: average(
      [bar.first_output_ms, bar.answered],
      [other.first_output_ms, other.answered],
    ),
    total_ms: average([bar.total_ms, bar.answered], [other.total_ms, other.answered]),
  };
}

function barOf(row: UsageRow): Bar {
  const { first_output_ms, total_ms } = row;
  const times = { first_output_ms: first_output_ms ?? 0, total_ms: total_ms ?? 0 };
  return { ...row, ...times, at: Date.parse(row.time) };
}

interface Period {
  from: string;
  to: string;
  data: readonly UsageRow[];
}

/** The sums of a period in bars of `step` milliseconds, also for times without requests. */
export function barsOf({ from, to, data }: Period, step: number): Bar[] {
  const start = Math.floor(Date.parse(from) / step) * step;
  const length = Math.max(1, Math.ceil((Date.parse(to) - start) / step));
  const bars = Array.from({ length }, (_, index) => emptyBar(start + index * step));
  for (const row of data) {
    const added = barOf(row);
    const index = Math.floor((added.at - start) / step);
    const bar = bars[index];
    if (bar) bars[index] = plus(bar, added);
  }
  return bars;
}

/** All bars as one. */
export function totalOf(bars: readonly Bar[]): Bar {
  return bars.reduce(plus, emptyBar(bars[0]?.at ?? 0));
}
