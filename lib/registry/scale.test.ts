import { describe, expect, test } from "vitest";
import { SECTIONS } from "./fields";
import { scaleOf } from "./scale";
import type { Field, NumericField } from "./types";
import { fieldSchema } from "./zod";

const FIELDS = (Object.values(SECTIONS) as (readonly Field[])[]).flat();
const isSlid = (field: Field): field is NumericField => "scale" in field && field.scale !== null;

function fieldOf(name: string): NumericField {
  const field = FIELDS.find((one) => one.name === name);
  if (!field || !isSlid(field)) throw new Error(name);
  return field;
}

function slide(name: string, end?: number) {
  const scale = scaleOf(fieldOf(name), end);
  if (!scale) throw new Error(name);
  return scale;
}

describe("each slider of the registry", () => {
  test.each(FIELDS.filter(isSlid).map((field) => [field.name, field] as const))(
    "%s stands on legal values alone, from end to end, and finds each of them again",
    (name, field) => {
      const scale = slide(name);
      expect([scale.valueAt(0), scale.valueAt(scale.last)]).toEqual([field.min, field.max]);
      const schema = fieldSchema(field);
      for (let position = 0; position <= scale.last; position += 1) {
        const value = scale.valueAt(position);
        expect(schema.safeParse(value).success).toBe(true);
        expect(String(value).length).toBeLessThan(9);
        expect(scale.positionOf(value)).toBe(position);
      }
      expect([scale.valueAt(-1), scale.valueAt(1e9)]).toEqual([field.min, field.max]);
      expect([scale.positionOf(-1e9), scale.positionOf(1e9)]).toEqual([0, scale.last]);
    },
  );
});

test("a step of tokens is about a tenth of what is there", () => {
  const { last, valueAt } = slide("num_predict");
  const values = Array.from({ length: last + 1 }, (_, position) => valueAt(position));
  expect(values.slice(0, 4)).toEqual([-1, 0, 1, 2]);
  expect(values.every(Number.isInteger)).toBe(true);
  for (const size of [1024, 4096, 40_960, 131_072]) expect(values).toContain(size);
  const steps = values.slice(1).map((value, index) => value / Math.max(values[index] ?? 1, 1));
  for (const step of steps.slice(12)) expect(step).toBeLessThan(1.13);
});

test("a model's own maximum is the end, and a value beside the steps is shown at the nearest", () => {
  const { last, valueAt, positionOf } = slide("num_ctx", 50_000);
  expect(valueAt(last)).toBe(50_000);
  expect(valueAt(last - 1)).toBe(49_152);
  expect(positionOf(49_200)).toBe(last - 1);
  expect(positionOf(49_900)).toBe(last);
  expect(positionOf(1_000_000)).toBe(last);
  expect(slide("temperature").positionOf(0.655)).toBe(66);
});

test("ends that an admin set are ends, also between two steps", () => {
  const field = { ...fieldOf("temperature"), min: 0.1, max: 0.555 };
  const scale = scaleOf(field);
  expect([scale?.valueAt(0), scale?.valueAt(1), scale?.valueAt(1e9)]).toEqual([0.1, 0.11, 0.555]);
  const tokens = scaleOf({ ...fieldOf("num_ctx"), min: 5000 }, 20_000);
  expect([tokens?.valueAt(0), tokens?.valueAt(1), tokens?.valueAt(1e9)]).toEqual([
    5000, 5512, 20_000,
  ]);
});
