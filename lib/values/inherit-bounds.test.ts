import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withBound } from "@/lib/bounds/change";
import { pathLabel } from "./describe";
import { type Bound, clamped, limitsFor } from "./limits";
import { boundInput, type BoundInput } from "@/lib/bounds/schema";
import { SECTIONS } from "@/lib/registry/fields";
import type { Field, Section, Value, Values } from "@/lib/registry/types";
import { inherit, type Link } from "./inherit";
import { crossFieldFaults } from "./rules";

const ROWS = Object.entries(SECTIONS).flatMap(([section, fields]) =>
  (fields as readonly Field[]).map((field) => ({ section: section as Section, field })),
);

/** Legal values of a field, those that are words among them. */
function valueOf(field: Field): fc.Arbitrary<Value> {
  const none = field.nullable ? [null] : [];
  switch (field.type) {
    case "number":
    case "integer": {
      const special = Object.keys(field.special ?? {}).map(Number);
      const ends = [field.min, field.max, ...special];
      const { min, max } = field;
      const between =
        field.type === "integer" ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
      return fc.oneof(fc.constantFrom(...ends), between);
    }
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...field.values);
    case "think":
      return fc.constantFrom<Value>(true, false, ...field.levels);
    case "string":
      return fc.constantFrom<Value>("a", "b", ...none);
    case "string[]":
      return fc.constantFrom<Value>(["a"], ["a", "b"], ...none);
    case "number[]":
      return fc.constantFrom<Value>([1], [0.5, 0.5], ...none);
  }
}

const sections = (section: Section): fc.Arbitrary<Values> =>
  fc.record(
    Object.fromEntries(
      ROWS.filter((row) => row.section === section).map(({ field }) => [
        field.name,
        valueOf(field),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Values>;

const chains = fc.array(
  fc
    .record({
      parameters: sections("parameters"),
      circuit_breaker: sections("circuit_breaker"),
      gpu_config: sections("gpu_config").filter(
        (gpu_config) => crossFieldFaults({ gpu_config }).length === 0,
      ),
      image_settings: sections("image_settings"),
    })
    .map((values): Link => ({
      id: "p",
      name: "p",
      description: "",
      type: 1,
      model_name: "m",
      model_version: null,
      base_profile_id: null,
      system_prompt: "",
      ...values,
    })),
  { minLength: 1, maxLength: 3 },
);

const inputs = fc.constantFrom(...ROWS).chain(({ section, field }) =>
  fc
    .record({
      kind: fc.constantFrom("range" as const, "min" as const, "max" as const, "fixed" as const),
      task: fc.constantFrom(null, "primary" as const),
      one: valueOf(field),
      other: valueOf(field),
    })
    .map(({ kind, task, one, other }): BoundInput => {
      const path = `${section}.${field.name}`;
      if (typeof one !== "number" || typeof other !== "number" || kind === "fixed") {
        return { path, task, fixed: one };
      }
      const [min, max] = [Math.min(one, other), Math.max(one, other)];
      return { path, task, ...(kind === "max" ? {} : { min }), ...(kind === "min" ? {} : { max }) };
    }),
);

/** Bounds as admins can set them: what is refused is left out. */
function setAll(wanted: readonly BoundInput[]): readonly Bound[] {
  return wanted.reduce<readonly Bound[]>((set, input, index) => {
    if (!boundInput.safeParse(input).success) return set;
    const made = { ...input, id: String(index), set_by_name: "Ada", updated_at: "" };
    try {
      return withBound(set, made);
    } catch {
      return set;
    }
  }, []);
}

describe("whatever the chain and the bounds", () => {
  test("what is in force keeps every bound, says where it comes from, and contradicts nothing", () => {
    const kinds = fc.constantFrom("text" as const, "image" as const, "embedding" as const);
    fc.assert(
      fc.property(
        chains,
        fc.array(inputs, { minLength: 1, maxLength: 6 }).map(setAll),
        kinds,
        (chain, bounds, kind) => {
          const limits = limitsFor(bounds, "primary");
          const free = inherit(chain, undefined, kind);
          const { effective, provenance, warnings } = inherit(chain, undefined, kind, limits);
          for (const limit of limits) {
            const [section, name = ""] = limit.path.split(".") as [Section, string?];
            const value = effective[section]?.[name];
            if (value === undefined) continue;
            expect(clamped(value, limit)).toEqual(value);
            const before = free.effective[section]?.[name];
            const isHeld = JSON.stringify(before) !== JSON.stringify(value);
            expect(provenance[limit.path] === "bound").toBe(isHeld);
            const told = warnings.some(
              ({ code, message }) =>
                code === "clamped" && message.startsWith(`${pathLabel(limit.path)} must be `),
            );
            expect(told).toBe(isHeld && before !== undefined);
          }
          expect(crossFieldFaults({ gpu_config: effective.gpu_config })).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
