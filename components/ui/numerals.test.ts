import { describe, expect, test } from "vitest";
import { moved, readNumber, readNumbers } from "./numerals";

describe("what is typed as a number", () => {
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
    "“%s” stays as it is",
    (typed) => {
      expect(readNumber(typed)).toBe(typed);
    },
  );

  test("a word stands for its value", () => {
    const words = { 0: "off", [-1]: "no limit" };
    expect(readNumber("No limit", words)).toBe(-1);
    expect(readNumber("off", words)).toBe(0);
    expect(readNumber("of", words)).toBe("of");
  });
});

test("a list of numbers, or the text as it is", () => {
  expect(readNumbers("0.5, 0.5")).toEqual([0.5, 0.5]);
  expect(readNumbers("1")).toEqual([1]);
  expect(readNumbers(" ")).toEqual([]);
  expect(readNumbers("0.5, half")).toBe("0.5, half");
});

test("steps leave no dust behind", () => {
  expect(moved(0.1, 2, 0.1)).toBe(0.3);
  expect(moved(0.655, 1, 0.01)).toBe(0.665);
  expect(moved(0.1, -1, 0.1)).toBe(0);
  expect(moved(40_960, 10, 1)).toBe(40_970);
});
