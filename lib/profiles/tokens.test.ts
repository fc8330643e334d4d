import { expect, test } from "vitest";
import { roughTokens } from "./tokens";

test("four characters are about a token, and a character of a dense script is one", () => {
  expect(roughTokens("")).toBe(0);
  expect(roughTokens("You are a helpful assistant.")).toBe(7);
  expect(roughTokens("你是一个助手")).toBe(6);
  expect(roughTokens("GPT 助手")).toBe(3);
});
