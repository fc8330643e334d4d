import { expect, test } from "vitest";
import type { ProfileContent } from "@/lib/values/content";
import { backToShipped } from "./shipped";

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

test("all of a default goes back to what ships", () => {
  expect(backToShipped(changed, shipped)).toEqual(shipped);
});

test("a field goes back alone: to its value, or to being unset where it ships without one", () => {
  const fields = ["parameters.temperature", "parameters.top_k", "model_version"];
  expect(backToShipped(changed, shipped, fields)).toEqual({
    ...changed,
    model_version: null,
    parameters: { temperature: 0.65, stop: [] },
  });
  expect(backToShipped(changed, shipped, ["parameters"])).toEqual({
    ...changed,
    parameters: shipped.parameters,
  });
  expect(backToShipped(changed, shipped, ["gpu_config.main_gpu"]).gpu_config).toEqual({});
});

test("fields that are as they ship, or are none, change nothing", () => {
  expect(backToShipped(changed, shipped, ["name", "nope", "__proto__.x"])).toEqual(changed);
  expect(backToShipped(changed, shipped, [])).toEqual(changed);
});
