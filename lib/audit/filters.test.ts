import { expect, test } from "vitest";
import { auditFiltersIn, dayIn, isNarrowed, NO_AUDIT_FILTERS, startOfDay } from "./filters";

test("a time in the URL may have any time zone; an invalid time counts as absent", () => {
  const since = (given: string) => auditFiltersIn(new URLSearchParams({ since: given })).since;
  expect(since("2030-01-31T01:00:00+02:00")).toBe("2030-01-30T23:00:00.000Z");
  expect(["yesterday", "", "+012030-01-31T00:00:00Z"].map(since)).toEqual(["", "", ""]);
});

test("an empty URL sets no filter", () => {
  expect(auditFiltersIn(new URLSearchParams())).toEqual(NO_AUDIT_FILTERS);
  expect(isNarrowed(NO_AUDIT_FILTERS)).toBe(false);
  expect(isNarrowed({ ...NO_AUDIT_FILTERS, target: "settings" })).toBe(true);
});

test("a day starts at midnight in the browser's time zone, and converts back", () => {
  expect(new Date(startOfDay("2030-01-31")).getHours()).toBe(0);
  expect(dayIn(startOfDay("2030-01-31"))).toBe("2030-01-31");
  expect(dayIn(startOfDay("0203-12-01"))).toBe("0203-12-01");
  expect(["", "2030-02-31x"].map(startOfDay)).toEqual(["", ""]);
});
