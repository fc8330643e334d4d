import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeText, readNumber, readNumbers, stepBy, unescapeText } from "./text-values";

describe("reading a typed number", () => {
  test.each([
    ["0.65", 0.65],
    [" 7 ", 7],
    ["-1", -1],
    ["−1", -1],
    ["-0", 0],
    [".5", 0.5],
    ["1e3", 1000],
    ["40,960", 40_960],
    ["1 048 576", 1_048_576],
    ["1_000.5", 1000.5],
    ["0,65", 0.65],
  ])("%s is %d", (typed, number) => {
    expect(readNumber(typed)).toBe(number);
  });

  test.each(["", "abc", "1.2.3", "1,2,3", "0x10", "Infinity", "NaN", "1e999", "--1"])(
    "“%s” is returned as typed",
    (typed) => {
      expect(readNumber(typed)).toBe(typed);
    },
  );

  test("the name of a special value is read as that value", () => {
    const words = { 0: "off", [-1]: "no limit" };
    expect(readNumber("No limit", words)).toBe(-1);
    expect(readNumber("off", words)).toBe(0);
    expect(readNumber("of", words)).toBe("of");
  });
});

test("a list of numbers is read as numbers, other text is returned as typed", () => {
  expect(readNumbers("0.5, 0.5")).toEqual([0.5, 0.5]);
  expect(readNumbers("1")).toEqual([1]);
  expect(readNumbers(" ")).toEqual([]);
  expect(readNumbers("0.5, half")).toBe("0.5, half");
});

test("steps have no binary rounding errors", () => {
  expect(stepBy(0.1, 2, 0.1)).toBe(0.3);
  expect(stepBy(0.655, 1, 0.01)).toBe(0.665);
  expect(stepBy(0.1, -1, 0.1)).toBe(0);
  expect(stepBy(40_960, 10, 1)).toBe(40_970);
});

test("escaped text is on one line, and unescaping restores it exactly", () => {
  const text = fc.string({
    unit: fc.constantFrom("\\", "n", "r", "t", "\n", "\r", "\t", " ", "🦉"),
  });
  fc.assert(
    fc.property(text, (value) => {
      expect(unescapeText(escapeText(value))).toBe(value);
      expect(escapeText(value)).not.toMatch(/[\n\r\t]/);
    }),
  );
});

test("known escapes are read, and other backslashes stay", () => {
  expect(unescapeText(String.raw`\n\nUser:`)).toBe("\n\nUser:");
  expect(unescapeText(String.raw`C:\dir \\n`)).toBe(String.raw`C:\dir \n`);
  expect(escapeText("a\n b")).toBe(String.raw`a\n b`);
});
