import { expect, test } from "vitest";
import { containsWords } from "./search-words";

test.each([
  ["Night owl qwen3-30b", "", true],
  ["Night owl qwen3-30b", "  ", true],
  ["Night owl qwen3-30b", "OWL night", true],
  ["Night owl qwen3-30b", "30b ow", true],
  ["Night owl qwen3-30b", "owl bird", false],
])("%j has every word of the search %j: %j", (text, typed, found) => {
  expect(containsWords(text, typed)).toBe(found);
});
