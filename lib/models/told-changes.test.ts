import { expect, test } from "vitest";
import { type ModelEntry, modelEntry } from "./schema";
import { toldChanges } from "./told-changes";

function entry(fields: object = {}): ModelEntry {
  const base = { id: "a", name: "A", model: "A", task: "TextToText", provider: "p" };
  return modelEntry.parse({ ...base, details: {}, ...fields });
}

test("only the fields that differ are told, each side where there is one", () => {
  const old = entry({ note: 1, details: { context_length: 8192, family: "x" } });
  const now = entry({ tags: ["new"], details: { context_length: 4096, family: "x" } });
  expect(toldChanges([[old, now]])).toEqual({
    before: { "a · note": 1, "a · details.context_length": 8192 },
    after: { "a · tags": ["new"], "a · details.context_length": 4096 },
  });
});

test("entries that are the same have nothing to tell", () => {
  expect(toldChanges([[entry(), entry()]])).toEqual({ before: {}, after: {} });
});

test("long values are cut, and of many fields the rest is counted", () => {
  const long = entry({ note: "x".repeat(10_000), deep: { a: { b: "y".repeat(10_000) } } });
  const { after } = toldChanges([[entry(), long]]);
  expect(after["a · note"]).toBe(`${"x".repeat(500)}…`);
  expect(JSON.stringify(after).length).toBeLessThan(1200);
  const many = Array.from({ length: 250 }, (_, index) => {
    const id = `m${index}`;
    return [entry({ id }), entry({ id, name: "B" })] as const;
  });
  const told = toldChanges(many);
  expect(Object.keys(told.before)).toHaveLength(200);
  expect(told.after.more_fields).toBe(50);
});
