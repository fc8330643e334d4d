import { describe, expect, test } from "vitest";
import { activityFiltersIn, DEFAULT_ACTIVITY, periodOf, SPANS, stepOf } from "./filters";
import { barsOf } from "./plot";
import { usageQuery } from "./schema";

const HOUR = 60 * 60 * 1000;
const NOW = new Date("2030-03-31T09:20:00.000Z");

describe("the filters in a URL", () => {
  test("are read by their names", () => {
    const search = new URLSearchParams("owner=all&span=month&group=revision");
    expect(activityFiltersIn(search)).toEqual({ owner: "all", span: "month", group: "revision" });
  });

  test.each(["", "owner=you&span=year&group=user", "owner=ALL&span=&group=Task"])(
    "are the defaults where %j has no valid value",
    (query) => {
      expect(activityFiltersIn(new URLSearchParams(query))).toEqual(DEFAULT_ACTIVITY);
      expect(DEFAULT_ACTIVITY).toEqual({ owner: "me", span: "day", group: "task" });
    },
  );
});

describe("a span", () => {
  test.each([
    ["day", "hour", "2030-03-30T09:20:00.000Z", HOUR],
    ["week", "hour", "2030-03-24T09:20:00.000Z", 6 * HOUR],
    ["month", "day", "2030-03-01T09:20:00.000Z", 24 * HOUR],
  ] as const)("%s has sums by %s, from %s, in bars of %i ms", (span, by, from, step) => {
    expect(periodOf(span, NOW)).toEqual({ by, from });
    expect(stepOf(span)).toBe(step);
  });

  test.each(SPANS)("%s is a query that the server takes", (span) => {
    expect(usageQuery.parse(periodOf(span, NOW))).toMatchObject(periodOf(span, NOW));
  });

  test.each(SPANS)("%s has from 20 to 40 bars, the last of which contains now", (span) => {
    const bars = barsOf({ ...periodOf(span, NOW), to: NOW.toISOString(), data: [] }, stepOf(span));
    expect(bars.length).toBeGreaterThanOrEqual(20);
    expect(bars.length).toBeLessThanOrEqual(40);
    const last = bars.at(-1)?.at ?? NaN;
    expect(NOW.getTime() - last).toBeGreaterThanOrEqual(0);
    expect(NOW.getTime() - last).toBeLessThan(stepOf(span));
  });
});
