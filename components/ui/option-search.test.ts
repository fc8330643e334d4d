import { describe, expect, test } from "vitest";
import { filterOptions } from "./option-search";

const FRUIT = {
  label: "Fruit",
  options: [
    { value: "1", label: "Apple", note: "red or green" },
    { value: "2", label: "Grüne Birne" },
    { value: "3", label: "Cherry", disabled: "out of season" },
  ],
};
const ROOTS = { label: "Roots", options: [{ value: "4", label: "Red beet" }] };
const found = (typed: string, limit = 10) => {
  const result = filterOptions([FRUIT, ROOTS], typed, limit);
  const values = result.found.map(({ label, options }) => [
    label,
    options.map(({ value }) => value).join(""),
  ]);
  return { found: Object.fromEntries(values) as object, more: result.more };
};

describe("options are found", () => {
  test.each([
    ["", { Fruit: "123", Roots: "4" }],
    ["  ", { Fruit: "123", Roots: "4" }],
    ["red", { Fruit: "1", Roots: "4" }],
    ["GREEN apple", { Fruit: "1" }],
    ["grüne", { Fruit: "2" }],
    ["red cherry", {}],
    ["season", {}],
    ["fruit", {}],
  ])("by every word of label and note: %j", (typed, groups) => {
    expect(found(typed)).toEqual({ found: groups, more: 0 });
  });

  test("up to a limit of all groups together; the others are counted", () => {
    expect(found("", 2)).toEqual({ found: { Fruit: "12" }, more: 2 });
    expect(found("", 3)).toEqual({ found: { Fruit: "123" }, more: 1 });
    expect(found("", 4)).toEqual({ found: { Fruit: "123", Roots: "4" }, more: 0 });
    expect(found("red", 1)).toEqual({ found: { Fruit: "1" }, more: 1 });
  });
});
