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

test("so it is for the text of a picture's settings, which come by path or as one object", () => {
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

test("of a default it keeps everything", () => {
  expect(audited(values, "system")).toEqual(values);
});
