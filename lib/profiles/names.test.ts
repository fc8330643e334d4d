import fc from "fast-check";
import { expect, test } from "vitest";
import { copyName, firstOf } from "./names";

test.each([
  ["Chat", 1, "Chat (copy)"],
  ["Chat", 3, "Chat (copy 3)"],
  ["Chat (copy)", 2, "Chat (copy 2)"],
  ["Chat (copy 2)", 3, "Chat (copy 3)"],
  ["Primary (Default)", 1, "Primary (copy)"],
  ["Primary (Default)", 0, "Primary"],
  ["Chat (mine)", 1, "Chat (mine) (copy)"],
])("copy of %j, number %i, is %j", (name, n, copy) => {
  expect(copyName(name, n)).toBe(copy);
});

test("a copy's name is legal whatever the source's is: at most 120 characters, well formed", () => {
  const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(names, fc.nat(10_000), (name, n) => {
      const copy = copyName(name.slice(0, 120).toWellFormed(), n);
      expect(copy.length).toBeLessThanOrEqual(120);
      expect(copy.isWellFormed()).toBe(true);
      if (n > 1) expect(copy.endsWith(` (copy ${n})`)).toBe(true);
    }),
  );
});

test("firstOf cuts no surrogate pair in two", () => {
  expect(firstOf("a😀b", 2)).toBe("a");
  expect(firstOf("a😀b", 3)).toBe("a😀");
});
