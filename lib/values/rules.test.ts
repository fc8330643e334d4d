import { describe, expect, test } from "vitest";
import { pathLabel } from "./describe";
import { modelEntry } from "@/lib/models/schema";
import type { ModelTask } from "@/lib/registry/types";
import { modelTaskText } from "@/lib/registry/words";
import { crossFieldFaults, modelFaults, taskFaults } from "./rules";

const SHAPES = [undefined, null, 1, "x", [], [1], { gpu_config: [] }, { gpu_config: null }];
const base = { name: "m", model: "m", task: "TextToText", provider: "p" } as const;
const entry = (id: string, fields: object = {}, details: object = {}) =>
  modelEntry.parse({ ...base, id, name: id, details, ...fields });
const gpu = (gpu_config: object) => crossFieldFaults({ gpu_config }).map(({ path }) => path);

describe("faults between fields", () => {
  test("shares sum to 1 within a thousandth", () => {
    for (const split of [[1], [0.5, 0.5], [0.3333, 0.3333, 0.3334], [0.999], [1.001 - 1e-12]]) {
      expect(gpu({ tensor_split: split })).toEqual([]);
    }
    for (const split of [[], [0], [0.99], [0.5, 0.6], [1, 1]]) {
      expect(gpu({ tensor_split: split })).toEqual(["gpu_config.tensor_split"]);
    }
  });

  test("there are as many devices as shares, where both are named", () => {
    expect(gpu({ tensor_split: [1], tensor_split_devices: ["a"] })).toEqual([]);
    expect(gpu({ tensor_split: null, tensor_split_devices: ["a"] })).toEqual([]);
    const wrong = { tensor_split: [1], tensor_split_devices: ["a", "b"] };
    expect(gpu(wrong)).toEqual(["gpu_config.tensor_split_devices"]);
  });

  test("the two switches of the cache are opposites", () => {
    expect(gpu({ offload_kqv: true, no_kv_offload: false })).toEqual([]);
    expect(gpu({ offload_kqv: true })).toEqual([]);
    for (const both of [true, false]) {
      expect(gpu({ offload_kqv: both, no_kv_offload: both })).toEqual(["gpu_config.no_kv_offload"]);
    }
  });

  test("input of any shape has no faults here, and does not throw", () => {
    for (const input of SHAPES) expect(crossFieldFaults(input)).toEqual([]);
    expect(gpu({ tensor_split: ["1"], offload_kqv: "true", no_kv_offload: "true" })).toEqual([]);
  });
});

describe("faults against the model", () => {
  const paths = (input: object, model: ReturnType<typeof entry>) =>
    modelFaults(input, model).map(({ path }) => path);

  test("a context is at most the model's; a model without one limits nothing", () => {
    const input = { parameters: { num_ctx: 101 } };
    expect(paths(input, entry("m", {}, { context_length: 100 }))).toEqual(["parameters.num_ctx"]);
    expect(paths(input, entry("m", {}, { context_length: 101 }))).toEqual([]);
    expect(paths(input, entry("m"))).toEqual([]);
  });

  test("thinking is what the model can do: levels, none or any", () => {
    const think = (value: unknown) => ({ parameters: { think: value } });
    const oss = entry("x", {}, { family: "gptoss" });
    const coder = entry("some-coder-30b");
    const where = ["parameters.think"];
    expect([true, false].map((value) => paths(think(value), oss))).toEqual([where, where]);
    for (const value of ["none", "minimal", "xhigh", "max"]) {
      expect(paths(think(value), oss)).toEqual(where);
    }
    for (const value of ["low", "medium", "high"]) expect(paths(think(value), oss)).toEqual([]);
    expect([true, "low"].map((value) => paths(think(value), coder))).toEqual([where, where]);
    for (const value of [false, "none"]) expect(paths(think(value), coder)).toEqual([]);
    for (const value of [true, false, "none", "minimal", "high", "max"]) {
      expect(paths(think(value), entry("m"))).toEqual([]);
    }
    expect(paths({ parameters: {} }, coder)).toEqual([]);
  });

  test("an adapter is one of the model's own", () => {
    const input = { image_settings: { lora_model: "b" } };
    expect(paths(input, entry("m", { lora_weights: ["a", { name: "b" }] }))).toEqual([]);
    expect(paths(input, entry("m", { lora_weights: ["a"] }))).toEqual([
      "image_settings.lora_model",
    ]);
    expect(paths(input, entry("m"))).toEqual(["image_settings.lora_model"]);
  });

  test("input of any shape does not throw", () => {
    for (const input of SHAPES) expect(modelFaults(input, entry("coder"))).toEqual([]);
  });
});

describe("what is at fault in GPU settings, and only that", () => {
  test.each<[object, Record<string, string>]>([
    [{}, {}],
    [{ tensor_split: [0.5, 0.4] }, { "gpu_config.tensor_split": "invalid_sum" }],
    [
      { tensor_split: [0.5, 0.4], tensor_split_devices: ["a"] },
      {
        "gpu_config.tensor_split": "invalid_sum",
        "gpu_config.tensor_split_devices": "length_mismatch",
      },
    ],
    [
      { tensor_split: [1], tensor_split_devices: [], offload_kqv: true, no_kv_offload: true },
      {
        "gpu_config.tensor_split_devices": "length_mismatch",
        "gpu_config.no_kv_offload": "contradiction",
      },
    ],
    [{ tensor_split: [], tensor_split_devices: [] }, { "gpu_config.tensor_split": "invalid_sum" }],
    [{ tensor_split_devices: ["a", "b"], main_gpu: 7, split_mode: "row" }, {}],
    [{ no_kv_offload: true }, {}],
    [{ offload_kqv: true, no_kv_offload: null }, {}],
  ])("%j", (gpu_config, codes) => {
    const faults = crossFieldFaults({ gpu_config });
    expect(Object.fromEntries(faults.map(({ path, code }) => [path, code]))).toEqual(codes);
    for (const { path, message } of faults) expect(message.startsWith(pathLabel(path))).toBe(true);
  });

  test.each([
    [0.1, 10],
    [0.05, 20],
    [1 / 3, 3],
    [1 / 7, 7],
    [1 / 64, 64],
  ])("equal shares of %d add up, however they are rounded in binary", (share, count) => {
    expect(gpu({ tensor_split: Array.from({ length: count }, () => share) })).toEqual([]);
  });

  test.each([
    [0.9989, ["gpu_config.tensor_split"]],
    [0.999, []],
    [1.001, []],
    [1.0011, ["gpu_config.tensor_split"]],
  ])("a sum of %d: faults %j", (sum, faults) => {
    expect(gpu({ tensor_split: [sum - 0.5, 0.5] })).toEqual(faults);
  });
});

describe("a model against a task", () => {
  const model = (task: ModelTask) => ({ id: "m", task });

  test.each<[unknown, ModelTask, string[]]>([
    [1, "TextToText", []],
    [1, "TextToEmbeddings", ["model_name"]],
    [14, "TextToEmbeddings", []],
    [14, "TextToText", ["model_name"]],
    [17, "TextToImage", []],
    [17, "TextToText", ["model_name"]],
    [99, "TextToText", []],
    ["1", "TextToImage", []],
    [null, "TextToImage", []],
    [undefined, "TextToImage", []],
  ])("task %j, a model for %s: faults at %j", (type, task, paths) => {
    const faults = taskFaults(type, model(task));
    expect(faults.map(({ path }) => path)).toEqual(paths);
    for (const { code, message } of faults) {
      expect(code).toBe("incompatible_model");
      expect(message).toContain(`is for “${modelTaskText(task)}”`);
    }
  });
});

test("all that a model refuses is told at once", () => {
  const coder = entry("a-coder", { lora_weights: ["a"] }, { context_length: 10 });
  const input = {
    parameters: { think: true, num_ctx: 11, temperature: 9 },
    image_settings: { lora_model: "b" },
  };
  expect(modelFaults(input, coder).map(({ path, code }) => [path, code])).toEqual([
    ["parameters.think", "not_supported"],
    ["parameters.num_ctx", "out_of_range"],
    ["image_settings.lora_model", "unknown_lora"],
  ]);
});
