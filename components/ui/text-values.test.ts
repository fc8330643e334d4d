import fc from "fast-check";
import decimalComma from "@/e2e/api/cases/decimal-comma.json";
import { fieldAt, isNumeric } from "@/lib/registry/fields";
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
    ["1 048 576", 1_048_576],
    ["1_000.5", 1000.5],
    ["0,65", 0.65],
    ["0,125", 0.125],
    ["-0,250", -0.25],
    [",5", 0.5],
    ["1,048,576", 1_048_576],
    ["1,125.5", 1125.5],
    ["12,5", 12.5],
  ])("%s is %d", (typed, number) => {
    expect(readNumber(typed)).toBe(number);
  });

  test.each([
    "",
    "abc",
    "1.2.3",
    "1,2,3",
    "0,125,000",
    "1.125,5",
    "1,000 000",
    "0x10",
    "Infinity",
    "NaN",
    "1e999",
    "--1",
  ])("“%s” is returned as typed", (typed) => {
    expect(readNumber(typed)).toBe(typed);
  });

  test("the name of a special value is read as that value", () => {
    const words = { 0: "off", [-1]: "no limit" };
    expect(readNumber("No limit", { words })).toBe(-1);
    expect(readNumber("off", { words })).toBe(0);
    expect(readNumber("of", { words })).toBe("of");
  });
});

/** The fields that a reported input was typed into, where the report names none. */
const REPORTED_FIELDS: Readonly<Record<string, string>> = { "40,960": "parameters.num_ctx" };

test.each(decimalComma.box)("$typed, as it was reported, is $expected", (reported) => {
  const { typed, expected, field: named } = reported;
  const path = named?.split(" ")[0] ?? REPORTED_FIELDS[typed] ?? "parameters.presence_penalty";
  const field = fieldAt(path);
  const isWhole = field?.type === "integer";
  const { min, max } = field && isNumeric(field) ? field : {};
  const read =
    field?.type === "number[]" ? readNumbers(typed) : readNumber(typed, { isWhole, min, max });
  expect(read).toEqual(typed === "1,125" ? 1.125 : expected);
});

describe("a comma before three digits", () => {
  test("groups the digits of a whole number", () => {
    expect(readNumber("40,960", { isWhole: true })).toBe(40_960);
    expect(readNumber("-1,125", { isWhole: true })).toBe(-1125);
    expect(readNumber("0,250", { isWhole: true })).toBe(0.25);
  });

  test("is read as the only number that the range allows, and otherwise left as typed", () => {
    expect(readNumber("1,125", { min: 0, max: 2 })).toBe(1.125);
    expect(readNumber("1,125", { min: 100, max: 2000 })).toBe(1125);
    for (const range of [{ min: 1, max: 1200 }, { min: 5, max: 6 }, {}]) {
      expect(readNumber("1,125", range)).toBe("1,125");
    }
  });
});

test("a list with semicolons has decimal commas; one that could be read twice is left as typed", () => {
  expect(readNumbers("0,5; 0,5")).toEqual([0.5, 0.5]);
  expect(readNumbers("0,5;0.25 ; 0,25;")).toEqual([0.5, 0.25, 0.25]);
  expect(readNumbers("0.5,0.5")).toEqual([0.5, 0.5]);
  expect(readNumbers("1 0")).toEqual([1, 0]);
  for (const typed of ["0,5", "0,5 0,5", "1,0", "0,5, 0,5"]) expect(readNumbers(typed)).toBe(typed);
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
