import { describe, expect, test } from "vitest";
import type { Values } from "@/lib/registry/types";
import {
  firstSet,
  firstSetOfGpu,
  type Found,
  valuesOf,
  type Warning,
  withoutContradictions,
  yieldToBounds,
} from "./layers";

const layer = (source: string, values: Values) => ({ source, values });
const sourcesOf = (found: Found) =>
  Object.fromEntries([...found].map(([name, { source }]) => [name, source]));

describe("firstSet", () => {
  test("takes each value from the nearest layer that sets it", () => {
    const found = firstSet([
      layer("near", { seed: 1 }),
      layer("middle", { seed: 2, top_k: 5 }),
      layer("far", { seed: 3, top_k: 6, min_p: 0.1 }),
    ]);
    expect(valuesOf(found)).toEqual({ seed: 1, top_k: 5, min_p: 0.1 });
    expect(sourcesOf(found)).toEqual({ seed: "near", top_k: "middle", min_p: "far" });
  });

  test.each([[0], [-1], [false], [""], [null], [[]]])("takes %j as a value", (value) => {
    const found = firstSet([layer("near", { field: value }), layer("far", { field: 1 })]);
    expect(found.get("field")).toEqual({ value, source: "near" });
  });

  test("passes over a value that does not fit, for one that does behind it", () => {
    const found = firstSet(
      [layer("near", { seed: 1 }), layer("middle", { seed: 2 }), layer("far", { seed: 3 })],
      (_name, value) => value !== 1,
    );
    expect(found.get("seed")).toEqual({ value: 2, source: "middle" });
  });

  test("tells what fits by what nearer layers have set", () => {
    const seen: string[][] = [];
    firstSet([layer("near", { a: 1 }), layer("far", { b: 2 })], (_name, _value, found) => {
      seen.push([...found.keys()]);
      return true;
    });
    expect(seen).toEqual([[], ["a"]]);
  });

  test("finds nothing in no layers", () => {
    expect(firstSet([]).size).toBe(0);
  });
});

describe("firstSetOfGpu", () => {
  const both = (near: Values, far: Values) => {
    const warnings: Warning[] = [];
    const found = firstSetOfGpu([layer("near", near), layer("far", far)], warnings);
    return { values: valuesOf(found), codes: warnings.map(({ code }) => code), warnings };
  };

  test.each<[string, Values, Values, Values]>([
    [
      "two switches that are opposites",
      { offload_kqv: true },
      { no_kv_offload: false },
      { offload_kqv: true, no_kv_offload: false },
    ],
    [
      "as many devices as shares",
      { tensor_split: [0.5, 0.5] },
      { tensor_split_devices: ["a", "b"] },
      { tensor_split: [0.5, 0.5], tensor_split_devices: ["a", "b"] },
    ],
    [
      "devices where there are no shares",
      { tensor_split: null },
      { tensor_split_devices: ["a"] },
      { tensor_split: null, tensor_split_devices: ["a"] },
    ],
    [
      "no devices where there are shares",
      { tensor_split_devices: null },
      { tensor_split: [1] },
      { tensor_split_devices: null, tensor_split: [1] },
    ],
    [
      "fields that have nothing to do with each other",
      { main_gpu: 1, split_mode: "none" },
      { tensor_split: [1], offload_kqv: true },
      { main_gpu: 1, split_mode: "none", tensor_split: [1], offload_kqv: true },
    ],
  ])("keeps %s", (_what, near, far, expected) => {
    const { values, codes } = both(near, far);
    expect(values).toEqual(expected);
    expect(codes).toEqual([]);
  });

  test.each<[string, Values, Values, string]>([
    ["switches that agree", { offload_kqv: true }, { no_kv_offload: true }, "no_kv_offload"],
    ["switches both off", { no_kv_offload: false }, { offload_kqv: false }, "offload_kqv"],
    [
      "devices of another number",
      { tensor_split: [0.5, 0.5] },
      { tensor_split_devices: ["a"] },
      "tensor_split_devices",
    ],
    [
      "shares of another number",
      { tensor_split_devices: ["a", "b"] },
      { tensor_split: [1] },
      "tensor_split",
    ],
  ])("leaves out %s, and warns by the field's path", (_what, near, far, left) => {
    const { values, codes, warnings } = both(near, far);
    expect(values).toEqual(near);
    expect(codes).toEqual(["contradiction"]);
    expect(warnings[0]?.message).toContain(`gpu_config.${left}`);
  });

  test("does not warn where a layer behind has a value that agrees", () => {
    const warnings: Warning[] = [];
    const found = firstSetOfGpu(
      [
        layer("near", { tensor_split: [0.5, 0.5] }),
        layer("middle", { tensor_split_devices: ["a"] }),
        layer("far", { tensor_split_devices: ["a", "b"] }),
      ],
      warnings,
    );
    expect(found.get("tensor_split_devices")).toEqual({ value: ["a", "b"], source: "far" });
    expect(warnings).toEqual([]);
  });
});

describe("yieldToBounds", () => {
  const held = (values: Record<string, [Values[string], string]>) => {
    const found: Found = new Map(
      Object.entries(values).map(([name, [value, source]]) => [name, { value, source }]),
    );
    const warnings: Warning[] = [];
    yieldToBounds(found, warnings);
    return { values: valuesOf(found), codes: warnings.map(({ code }) => code) };
  };

  test("keeps what a bound has fixed, and leaves out what contradicts it", () => {
    const { values, codes } = held({
      offload_kqv: [false, "bound"],
      no_kv_offload: [false, "profile"],
    });
    expect(values).toEqual({ offload_kqv: false });
    expect(codes).toEqual(["contradiction"]);
  });

  test("keeps both where they agree", () => {
    const { values, codes } = held({
      offload_kqv: [false, "bound"],
      no_kv_offload: [true, "base:x"],
    });
    expect(values).toEqual({ offload_kqv: false, no_kv_offload: true });
    expect(codes).toEqual([]);
  });

  test("leaves out devices that are too many for fixed shares", () => {
    const { values } = held({
      tensor_split: [[1], "bound"],
      tensor_split_devices: [["a", "b"], "profile"],
      main_gpu: [0, "profile"],
    });
    expect(values).toEqual({ tensor_split: [1], main_gpu: 0 });
  });
});

describe("withoutContradictions", () => {
  test.each<[string, Values | null, Values | null, Values | null]>([
    ["nothing where there is nothing", null, null, null],
    ["what was inherited, of a profile that sets nothing", null, { main_gpu: 1 }, { main_gpu: 1 }],
    [
      "the profile's own values before those that were inherited",
      { main_gpu: 0 },
      { main_gpu: 1, n_cpu_moe: 2 },
      { main_gpu: 0, n_cpu_moe: 2 },
    ],
    [
      "its own value, without an inherited one that contradicts it",
      { offload_kqv: true },
      { no_kv_offload: true, main_gpu: 1 },
      { offload_kqv: true, main_gpu: 1 },
    ],
  ])("keeps %s", (_what, own, inherited, expected) => {
    expect(withoutContradictions(own, inherited)).toEqual(expected);
  });
});
