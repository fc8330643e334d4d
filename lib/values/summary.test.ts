import { describe, expect, test } from "vitest";
import { fieldAt } from "@/lib/registry/fields";
import type { Value } from "@/lib/registry/types";
import { countWords } from "@/lib/registry/words";
import { setValues } from "./describe";
import { keyValues, unitOf, valueText } from "./summary";

function fieldOf(path: string) {
  const field = fieldAt(path);
  if (!field) throw new Error(`there is no field ${path}`);
  return field;
}

/** A value with its unit, as a list shows it. */
function shown(path: string, value: Value): string {
  const field = fieldOf(path);
  return [valueText(field, value), unitOf(field, value)].filter(Boolean).join(" ");
}

test.each<[string, Value, string]>([
  ["parameters.num_ctx", 40_960, "40,960 tokens"],
  ["parameters.num_ctx", 1, "1 token"],
  ["parameters.temperature", 0, "0 (greedy)"],
  ["parameters.temperature", 0.7, "0.7"],
  ["parameters.temperature", 1e-7, "1e-7"],
  ["parameters.top_k", 0, "0 (off)"],
  ["parameters.top_k", 40, "40 tokens"],
  ["parameters.seed", -1, "-1 (random)"],
  ["parameters.seed", 4_294_967_295, "4294967295"],
  ["parameters.num_predict", -1, "-1 (no limit)"],
  ["parameters.num_predict", 0, "0 tokens"],
  ["parameters.repeat_last_n", -1, "-1 (whole context)"],
  ["parameters.think", true, "on"],
  ["parameters.think", false, "off"],
  ["parameters.think", "none", "off (none)"],
  ["parameters.think", "low", "low"],
  ["parameters.stop", [], "none"],
  ["parameters.stop", ["\n\n", " END"], '"\\n\\n", " END"'],
  ["circuit_breaker.max_retries", 0, "0 (none)"],
  ["gpu_config.tensor_split", null, "none"],
  ["gpu_config.tensor_split", [0.25, 0.75], "0.25, 0.75"],
  ["gpu_config.split_mode", "row", "row"],
  ["gpu_config.main_gpu_device_id", "GPU-1 ", '"GPU-1 "'],
  ["gpu_config.n_cpu_moe", 0, "0 (none)"],
  ["gpu_config.n_cpu_moe", 1, "1 layer"],
  ["image_settings.width", 1024, "1,024 pixels"],
  ["image_settings.negative_prompt", "", '""'],
  ["image_settings.low_memory_mode", true, "yes"],
])("%s = %j reads %s", (path, value, text) => {
  expect(shown(path, value)).toBe(text);
});

describe("the values that are set", () => {
  const nothing = {
    parameters: {},
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
  };

  test("come in the order of the registry, whatever the order they were set in", () => {
    const profile = { ...nothing, parameters: { think: true, seed: 1, temperature: 0 } };
    const names = setValues(profile, "parameters").map(({ field }) => field.name);
    expect(names).toEqual(["temperature", "seed", "think"]);
  });

  test("are none of a section that is absent or empty", () => {
    expect(setValues(nothing, "gpu_config")).toEqual([]);
    expect(setValues(nothing, "parameters")).toEqual([]);
  });

  test("that the registry no longer has are left out", () => {
    expect(setValues({ ...nothing, parameters: { mirostat: 2 } }, "parameters")).toEqual([]);
  });

  test("of a list show four first, each in its place, and then the others", () => {
    const profile = {
      ...nothing,
      parameters: { top_k: 20, num_ctx: 4096, seed: 7 },
      image_settings: { width: 512 },
      gpu_config: { main_gpu: 1 },
    };
    const { first, others } = keyValues(profile);
    expect(first.map((value) => value?.text)).toEqual([undefined, "4,096", undefined, "20"]);
    expect(others.map(({ field, text }) => [field.name, text])).toEqual([
      ["seed", "7"],
      ["width", "512"],
    ]);
    const effective = { parameters: { ...profile.parameters, temperature: 0.2, top_p: 0.9 } };
    const shown = keyValues({ ...profile, effective }).first;
    expect(shown.map((value) => [value?.text, value?.isInherited])).toEqual([
      ["0.2", true],
      ["4,096", false],
      ["0.9", true],
      ["20", false],
    ]);
  });
});

test.each([
  [0, "0 models"],
  [1, "1 model"],
  [2, "2 models"],
  [1234, "1,234 models"],
])("%d of a thing reads %s", (count, words) => {
  expect(countWords(count, "model")).toBe(words);
});
