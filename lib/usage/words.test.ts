import { expect, test } from "vitest";
import { amountText, durationText, groupText, isUnsaved, outcomeText } from "./words";

test("a request had unsaved values if its task was resolved without a saved profile", () => {
  const request = { task: "primary", model: "m", profile_id: null };
  expect(isUnsaved(request)).toBe(true);
  expect(isUnsaved({ ...request, profile_id: "p" })).toBe(false);
  // A model that was asked for by its name, and a task that could not be resolved.
  expect(isUnsaved({ ...request, task: null })).toBe(false);
  expect(isUnsaved({ ...request, model: null })).toBe(false);
});

test("a failed request is titled by its error, or by its code if that is not known", () => {
  const failed = { status: 400, code: "context_length_exceeded", stopped_by: null };
  expect(outcomeText(failed)).toBe("The prompt is too long");
  expect(outcomeText({ ...failed, code: "of_another_version" })).toBe("of_another_version");
  expect(outcomeText({ ...failed, code: null })).toBe("Error 400");
  expect(outcomeText({ ...failed, status: 499 })).toBe("Canceled");
});

test("a request without an error is OK, or says which guard stopped it", () => {
  const done = { status: 200, code: null, stopped_by: null };
  expect(outcomeText(done)).toBe("OK");
  expect(outcomeText({ ...done, stopped_by: "repetition" })).toBe("Stopped: repetition");
  // The failure says more than what stopped it.
  expect(outcomeText({ ...done, status: 400, stopped_by: "repetition" })).toBe("Error 400");
});

const NAMES = { k: "Script", p: "Careful coder" };

test.each([
  ["task", "primary", "Primary"],
  ["task", "of_another_version", "of_another_version"],
  ["model", "qwen3/30b", "qwen3/30b"],
  ["engine", "Local", "Local"],
  ["key", "k", "Script"],
  ["key", "x", "Another's or revoked key"],
  ["key", null, "Browser"],
  ["profile", "p", "Careful coder"],
  ["profile", "x", "Deleted profile"],
  ["profile", null, "Unknown"],
  ["revision", "p/3", "Careful coder, revision 3"],
  ["revision", "x/3", "Deleted profile, revision 3"],
] as const)("requests grouped by %s: the group %j is called %j", (by, group, text) => {
  expect(groupText(by, group, NAMES)).toBe(text);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1234, "1.2K"],
  [12_000_000, "12M"],
])("the count %i is short: %s", (count, text) => {
  expect(amountText(count)).toBe(text);
});

test.each([
  [null, "–"],
  [0, "0 ms"],
  [999.4, "999 ms"],
  [999.5, "1.0 s"],
  [1000, "1.0 s"],
  [9949, "9.9 s"],
  [9950, "10 s"],
  [10_000, "10 s"],
  [61_499, "61 s"],
])("a duration of %j milliseconds reads %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
