import fc from "fast-check";
import { expect, test } from "vitest";
import { escaped, unescaped } from "./escapes";

test("any text comes back exactly, and stands on one line", () => {
  const text = fc.string({
    unit: fc.constantFrom("\\", "n", "r", "t", "\n", "\r", "\t", " ", "🦉"),
  });
  fc.assert(
    fc.property(text, (value) => {
      expect(unescaped(escaped(value))).toBe(value);
      expect(escaped(value)).not.toMatch(/[\n\r\t]/);
    }),
  );
});

test("signs are typed as programmers type them; other backslashes stay", () => {
  expect(unescaped(String.raw`\n\nUser:`)).toBe("\n\nUser:");
  expect(unescaped(String.raw`C:\dir \\n`)).toBe(String.raw`C:\dir \n`);
  expect(escaped("a\n b")).toBe(String.raw`a\n b`);
});
