import { expect, test } from "vitest";
import { findings, some } from "./finding";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b", "c", "d", "e"], "a; b; c; d; e"],
  [["a", "b", "c", "d", "e", "f", "g"], "a; b; c; d; e; and 2 more"],
])("of %j the first five are named: %j", (items, text) => {
  expect(some(items)).toBe(text);
});

test("a problem has a cause and a remedy; what is well has neither", () => {
  const { ok, warning, failure } = findings("disk");
  expect(ok("Fine.")).toEqual({ check: "disk", level: "ok", message: "Fine." });
  const problem = { check: "disk", message: "Full.", cause: "Logs.", remedy: "Delete some." };
  expect(warning("Full.", "Logs.", "Delete some.")).toEqual({ ...problem, level: "warning" });
  expect(failure("Full.", "Logs.", "Delete some.")).toEqual({ ...problem, level: "failure" });
});
