import { expect, test } from "vitest";
import type { ProfileContent } from "./content";
import { changesBetween } from "./changes";
import { contentIn, formValuesOf } from "./form-values";

const content: ProfileContent = {
  name: "a",
  description: "",
  type: 1,
  model_name: "m",
  model_version: null,
  base_profile_id: null,
  parameters: { temperature: 0, num_predict: -1, think: false, stop: [] },
  system_prompt: "",
  circuit_breaker: null,
  gpu_config: { tensor_split: null },
  image_settings: null,
};

test("what a form is given comes back: 0, -1, false, [] and null are values", () => {
  expect(contentIn(formValuesOf(content))).toEqual(content);
  const profile = { ...content, id: "server-set", revision: 3 };
  expect(contentIn(formValuesOf(profile))).toEqual(content);
});

test("what is unset is absent, and a section without values is none", () => {
  const values = formValuesOf(content);
  values.parameters.temperature = undefined;
  values.gpu_config.tensor_split = undefined;
  values.circuit_breaker.max_retries = 0;
  values.model_version = "";
  const after = contentIn(values);
  expect(after).toEqual({
    ...content,
    parameters: { num_predict: -1, think: false, stop: [] },
    gpu_config: null,
    circuit_breaker: { max_retries: 0 },
  });
  expect(changesBetween(content, after)).toHaveLength(3);
  expect(content.parameters.temperature).toBe(0);
});
