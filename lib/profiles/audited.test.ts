import { expect, test } from "vitest";
import { audited } from "./audited";

const values = { name: "N", system_prompt: "secret", description: "", "parameters.top_k": 0 };

test("of a user's profile the audit keeps the length of what they wrote, and all else as it is", () => {
  expect(audited(values, "u1")).toEqual({
    name: "N",
    system_prompt: { characters: 6 },
    description: { characters: 0 },
    "parameters.top_k": 0,
  });
});

test("of a default it keeps everything", () => {
  expect(audited(values, "system")).toEqual(values);
});
