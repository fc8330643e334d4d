import { expect, test } from "vitest";
import { audited } from "./audited";

const values = { name: "N", system_prompt: "secret", description: "", "parameters.top_k": 0 };

test("the audit stores only the length of a user's free text, and every other value", () => {
  expect(audited(values, "u1")).toEqual({
    name: "N",
    system_prompt: { characters: 6 },
    description: { characters: 0 },
    "parameters.top_k": 0,
  });
});

test("the same holds for image settings, by path or as an object", () => {
  expect(audited({ "image_settings.negative_prompt": "secret" }, "u1")).toEqual({
    "image_settings.negative_prompt": { characters: 6 },
  });
  const whole = {
    image_settings: { width: 512, negative_prompt: "secret" },
    gpu_config: null,
    parameters: { stop: ["end"], seed: 0 },
  };
  expect(audited(whole, "u1")).toEqual({
    ...whole,
    image_settings: { width: 512, negative_prompt: { characters: 6 } },
  });
  expect(audited(whole, "system")).toEqual(whole);
});

test("the audit stores defaults completely", () => {
  expect(audited(values, "system")).toEqual(values);
});
