import { expect, test } from "vitest";
import { estimateTokens } from "./tokens";

test("a token is about four characters, or one character of a dense script", () => {
  expect(estimateTokens("")).toBe(0);
  expect(estimateTokens("You are a helpful assistant.")).toBe(7);
  expect(estimateTokens("你是一个助手")).toBe(6);
  expect(estimateTokens("GPT 助手")).toBe(3);
});
