import { describe, expect, test } from "vitest";
import { modelEntry } from "@/lib/models/schema";
import { crossFieldFaults, modelFaults } from "./rules";

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
    expect(paths(think("low"), oss)).toEqual([]);
    expect([true, "low"].map((value) => paths(think(value), coder))).toEqual([where, where]);
    expect(paths(think(false), coder)).toEqual([]);
    for (const value of [true, false, "high"]) expect(paths(think(value), entry("m"))).toEqual([]);
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
