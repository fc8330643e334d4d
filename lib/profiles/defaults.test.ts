import { expect, test } from "vitest";
import type { ProfileContent } from "@/lib/values/content";
import { reachText, resetFields } from "./defaults";

const shipped: ProfileContent = {
  name: "Primary (Default)",
  description: "As it ships",
  type: 1,
  model_name: "m",
  model_version: null,
  base_profile_id: null,
  parameters: { temperature: 0.65, stop: ["x"] },
  system_prompt: "Be kind.",
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};
const changed: ProfileContent = {
  ...shipped,
  description: "Changed",
  model_version: "2",
  parameters: { temperature: 0, top_k: 5, stop: [] },
  gpu_config: { main_gpu: 1 },
};

test("without a list of fields, the whole default is reset", () => {
  expect(resetFields(changed, shipped)).toEqual(shipped);
});

test("a single field is reset to its shipped value, or unset if it ships without one", () => {
  const fields = ["parameters.temperature", "parameters.top_k", "model_version"];
  expect(resetFields(changed, shipped, fields)).toEqual({
    ...changed,
    model_version: null,
    parameters: { temperature: 0.65, stop: [] },
  });
  expect(resetFields(changed, shipped, ["parameters"])).toEqual({
    ...changed,
    parameters: shipped.parameters,
  });
  expect(resetFields(changed, shipped, ["gpu_config.main_gpu"]).gpu_config).toEqual({});
});

test("unchanged and unknown fields change nothing", () => {
  expect(resetFields(changed, shipped, ["name", "nope", "__proto__.x"])).toEqual(changed);
  expect(resetFields(changed, shipped, [])).toEqual(changed);
});

test("the reach text counts people and profiles", () => {
  const reach = { people: 1200, in_force_for: 1041, overridden_by: 159, inherited_by: 12 };
  expect(reachText(reach)).toBe("Active for 1,041 of 1,200 people; 12 profiles inherit from it.");
  const one = { people: 1, in_force_for: 1, overridden_by: 0, inherited_by: 1 };
  expect(reachText(one)).toBe("Active for 1 of 1 person; 1 profile inherits from it.");
});
