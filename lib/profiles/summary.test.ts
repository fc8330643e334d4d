import { expect, test } from "vitest";
import { reachText, roughTokens } from "./summary";

test("a default's reach is told in numbers of people and profiles", () => {
  const reach = { people: 1200, in_force_for: 1041, overridden_by: 159, inherited_by: 12 };
  expect(reachText(reach)).toBe("In force for 1,041 of 1,200 people; 12 profiles inherit from it.");
  const one = { people: 1, in_force_for: 1, overridden_by: 0, inherited_by: 1 };
  expect(reachText(one)).toBe("In force for 1 of 1 person; 1 profile inherits from it.");
});

test("four characters are about a token, and a character of a dense script is one", () => {
  expect(roughTokens("")).toBe(0);
  expect(roughTokens("You are a helpful assistant.")).toBe(7);
  expect(roughTokens("你是一个助手")).toBe(6);
  expect(roughTokens("GPT 助手")).toBe(3);
});
