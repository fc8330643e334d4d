import { describe, expect, test } from "vitest";
import { fieldAt, isNumeric, SECTIONS } from "@/lib/registry/fields";
import { keysOf } from "@/lib/objects";
import { validate } from "@/lib/validation";
import type { Bound } from "@/lib/values/limits";
import { boundForm } from "./bound-form-schema";
import { type BoundValues, endOf, valuesFor, valuesOf } from "./bound-values";

const BOUND: Bound = {
  ...{ id: "b", path: "parameters.num_ctx", task: null, set_by_name: "Ada" },
  updated_at: "2030-01-01T00:00:00.000Z",
};
const PATHS = keysOf(SECTIONS).flatMap((section) =>
  SECTIONS[section].map(({ name }) => `${section}.${name}`),
);
const faultsOf = (values: BoundValues) =>
  (validate(boundForm, values).faults ?? []).map(({ path }) => path);

describe("the form of a limit", () => {
  test("starts empty for a new one", () => {
    expect(valuesOf(null)).toEqual({
      ...{ path: "", task: "", kind: "range", min: "", max: "", fixed: undefined },
    });
  });

  test("has the ends of a range, and nothing where an end is open", () => {
    expect(valuesOf({ ...BOUND, task: "primary", max: 8192 })).toMatchObject({
      ...{ path: "parameters.num_ctx", task: "primary", kind: "range", min: "", max: 8192 },
    });
    expect(valuesOf({ ...BOUND, min: 0 })).toMatchObject({ task: "", min: 0, max: "" });
  });

  test.each([[0], [false], [null], [[]]])("has a fixed value, also %j", (fixed) => {
    expect(valuesOf({ ...BOUND, fixed })).toMatchObject({ kind: "fixed", fixed });
  });

  test("suggests a fixed value if the range is changed to one", () => {
    expect(valuesOf({ ...BOUND, max: 8192 }).fixed).toBeTypeOf("number");
    expect(valuesOf({ ...BOUND, path: "parameters.unknown", max: 1 }).fixed).toBeUndefined();
  });
});

describe("another field", () => {
  test.each(PATHS)(
    "%s starts as a range if it is a number, otherwise with a fixed value",
    (path) => {
      const field = fieldAt(path);
      if (!field) throw new Error(`there is no ${path}`);
      const values = valuesFor(path, valuesOf(null));
      expect(values).toMatchObject({ path, task: "", min: "", max: "" });
      expect(values.kind).toBe(isNumeric(field) ? "range" : "fixed");
      // Texts and lists start empty, for the admin to fill in.
      if (/^string|\[\]$/.test(field.type)) expect(values.fixed).toHaveLength(0);
      else expect(faultsOf({ ...values, kind: "fixed" })).toEqual([]);
    },
  );

  test("keeps the task if it takes the field, and drops the values of the field before", () => {
    const before = { ...valuesOf({ ...BOUND, min: 1, max: 2 }), task: "primary" };
    expect(valuesFor("parameters.top_k", before)).toMatchObject({
      ...{ task: "primary", min: "", max: "" },
    });
    expect(valuesFor("image_settings.width", before).task).toBe("");
    expect(valuesFor("parameters.top_k", { ...before, task: "no_task" }).task).toBe("");
  });
});

test("the slider of a number ends at its largest value; other fields have none", () => {
  const numeric = fieldAt("parameters.top_k");
  const choice = fieldAt("parameters.think");
  if (!numeric || !choice || !isNumeric(numeric)) throw new Error("both are fields");
  expect(endOf(numeric)).toBe(numeric.max);
  expect(endOf(choice)).toBe(0);
});

describe("a form is checked like the request that it sends", () => {
  const range = valuesOf({ ...BOUND, min: 2048, max: 8192 });

  test("of a range: with the ends that are given, for one task or for all", () => {
    expect(boundForm.parse(range)).toEqual({ path: BOUND.path, task: null, min: 2048, max: 8192 });
    expect(boundForm.parse({ ...range, min: "", task: "primary" })).toEqual({
      ...{ path: BOUND.path, task: "primary", max: 8192 },
    });
  });

  test("of a fixed value: without the ends that were entered before", () => {
    expect(boundForm.parse({ ...range, kind: "fixed", fixed: 4096 })).toEqual({
      ...{ path: BOUND.path, task: null, fixed: 4096 },
    });
  });

  test.each<[string, Partial<BoundValues>, string]>([
    ["no ends", { min: "", max: "" }, "max"],
    ["ends that cross", { min: 8192, max: 2048 }, "min"],
    ["text", { max: "many" }, "max"],
    ["no fixed value", { kind: "fixed", fixed: undefined }, "fixed"],
    ["a task without the field", { path: "image_settings.width", task: "primary" }, "task"],
    ["no field", { path: "" }, "path"],
  ])("%s is a fault of that field", (_what, set, field) => {
    expect(faultsOf({ ...range, ...set })).toContain(field);
  });
});
