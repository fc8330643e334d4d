import { expect, test } from "vitest";
import { changesBetween, shortened } from "./changes";
import type { ProfileContent } from "./content";

const content: ProfileContent = {
  name: "a",
  description: "",
  type: 1,
  model_name: "m",
  model_version: null,
  base_profile_id: null,
  parameters: { temperature: 0, stop: ["x"] },
  system_prompt: "",
  circuit_breaker: null,
  gpu_config: { main_gpu: 0 },
  image_settings: null,
};

test("equal contents have no changes, also where lists are other objects", () => {
  expect(changesBetween(content, structuredClone(content))).toEqual([]);
});

test("each value that differs is told with both sides; an unset side is absent", () => {
  const after = {
    ...content,
    name: "b",
    model_version: "1",
    parameters: { temperature: 0.5, top_k: 0 },
    gpu_config: null,
    circuit_breaker: { max_retries: 0 },
  };
  expect(changesBetween(content, after)).toEqual([
    { path: "name", from: "a", to: "b" },
    { path: "model_version", from: null, to: "1" },
    { path: "parameters.temperature", from: 0, to: 0.5 },
    { path: "parameters.stop", from: ["x"] },
    { path: "gpu_config.main_gpu", from: 0 },
    { path: "parameters.top_k", to: 0 },
    { path: "circuit_breaker.max_retries", to: 0 },
  ]);
});

test("of the first revision every value is told, with nothing before it", () => {
  const changes = changesBetween(null, content);
  expect(changes.every((change) => !("from" in change) && "to" in change)).toBe(true);
  expect(changes.map(({ path }) => path)).toContain("parameters.temperature");
});

test("an empty section and none are told alike: neither sets a value", () => {
  expect(changesBetween(content, { ...content, circuit_breaker: {} })).toEqual([]);
});

test("texts of up to 2,000 characters are told whole", () => {
  const change = { path: "system_prompt", from: "a".repeat(2000), to: "" };
  expect(shortened(change)).toBe(change);
  expect(shortened({ path: "parameters.top_k", from: 1 })).toEqual({
    path: "parameters.top_k",
    from: 1,
  });
});

test("of longer texts the lengths and the first difference are told", () => {
  const from = `${"a".repeat(1500)}😀${"b".repeat(1500)}`;
  expect(shortened({ path: "system_prompt", from, to: "a".repeat(1500) })).toEqual({
    path: "system_prompt",
    from: { length: 3002 },
    to: { length: 1500 },
    first_difference: { at: 1500, from: `😀${"b".repeat(98)}`, to: "" },
  });
  const other = { path: "system_prompt", from, to: from.replace("😀", "😁") };
  expect(shortened(other).first_difference).toMatchObject({ at: 1500, to: `😁${"b".repeat(98)}` });
  expect(shortened({ path: "system_prompt", to: from })).toEqual({
    path: "system_prompt",
    to: { length: 3002 },
    first_difference: { at: 0, from: "", to: "a".repeat(100) },
  });
});
