import { expect, test } from "vitest";
import { auditFiltersIn, isNarrowed, NO_AUDIT_FILTERS } from "./filters";

test("a time in the address is read in any zone; what is none counts as not given", () => {
  const since = (given: string) => auditFiltersIn(new URLSearchParams({ since: given })).since;
  expect(since("2030-01-31T01:00:00+02:00")).toBe("2030-01-30T23:00:00.000Z");
  expect(["yesterday", "", "+012030-01-31T00:00:00Z"].map(since)).toEqual(["", "", ""]);
});

test("an empty address narrows nothing", () => {
  expect(auditFiltersIn(new URLSearchParams())).toEqual(NO_AUDIT_FILTERS);
  expect(isNarrowed(NO_AUDIT_FILTERS)).toBe(false);
  expect(isNarrowed({ ...NO_AUDIT_FILTERS, target: "settings" })).toBe(true);
});
