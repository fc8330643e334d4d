import { expect, test } from "vitest";
import { countWords } from "@/lib/registry/words";
import { reportWords } from "./report-words";

const nothing = { added: [], updated: [], removed: [], errors: [] };
const fault = { index: 0, path: "", message: "wrong" };

test("a report tells what happened, and nothing else", () => {
  expect(reportWords(nothing)).toBe("nothing changed");
  expect(reportWords({ ...nothing, added: ["a", "b"], removed: ["c"] })).toBe("2 added, 1 removed");
  expect(reportWords({ ...nothing, updated: ["a"], errors: [fault] })).toBe("1 changed, 1 error");
  expect(reportWords({ ...nothing, errors: [fault, fault] })).toBe("2 errors");
  const note = { ...fault, note: true as const };
  expect(reportWords({ ...nothing, errors: [fault, note, note] })).toBe("1 error, 2 notes");
  expect(reportWords({ ...nothing, errors: [note] })).toBe("1 note");
});

test("one thing is one", () => {
  expect([0, 1, 5000].map((count) => countWords(count, "model"))).toEqual([
    "0 models",
    "1 model",
    "5,000 models",
  ]);
});
