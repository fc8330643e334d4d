import fc from "fast-check";
import { SECTIONS } from "@/lib/registry/fields";
import type { Field, NumericField, Section } from "@/lib/registry/types";
import { legal } from "@/lib/registry/messages";
import type { Json } from "./client";

/** JSON text that is no JavaScript value: put into a body as it is. */
export class Literal {
  constructor(readonly text: string) {}
}

export interface FieldCase {
  section: Section;
  field: Field;
  value: unknown;
}

/**
 * Fails the test if the condition does not hold. Thousands of cases are checked by it: an `expect`
 * for each would take longer than their requests.
 */
export function check(condition: boolean, describe: () => string): asserts condition {
  if (!condition) throw new Error(describe());
}

/** A body as JSON text, literals in it as they are. */
export function toJson(value: unknown): string {
  if (value instanceof Literal) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}:${toJson(item)}`,
    );
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

export const HUGE = [new Literal("1e400"), new Literal("-1e400"), new Literal("1E+999999")];
const WORDS = ["NaN", "Infinity", "-Infinity", "1", "", " ", "null", "true", "0x10"];
const SHAPES = [[[]], {}, [1], { length: 1 }, [null]];

function illegalNumbers(field: NumericField): unknown[] {
  const by = field.type === "integer" ? 1 : 0.001;
  const halves = field.type === "integer" ? [field.min + 0.5, field.max - 0.5] : [];
  const between = halves.filter((value) => !Number.isInteger(value));
  const odd = field.multiple_of ? [field.min + 1, field.max - 1] : [];
  const far = [field.min - 1e9, field.max + 1e12, 1e308, -1e308];
  // 2^53 + 1 is 2^53.
  const above = field.max + Math.max(by, field.max * Number.EPSILON);
  return [field.min - by, above, ...between, ...odd, ...far, ...HUGE];
}

export const BAD_TEXT = ["\ud800", "a\udc00b", "nul\0nul"];

function illegalTexts(length: number): unknown[] {
  return ["x".repeat(length + 1), ...BAD_TEXT, 1, true, ...HUGE];
}

/** Values that the field does not take, by its row of the registry. */
function illegalOf(field: Field): unknown[] {
  const none = field.nullable ? [] : [null];
  switch (field.type) {
    case "number":
    case "integer":
      return [...illegalNumbers(field), ...WORDS, ...SHAPES, true, ...none];
    case "boolean":
      return [0, 1, ...WORDS, ...SHAPES, ...HUGE, ...none];
    case "enum":
      return [...WORDS, ...SHAPES, "__proto__", "toString", 0, ...HUGE, ...none];
    case "think":
      return [...WORDS.filter((word) => word !== ""), ...SHAPES, "LOW", 0, ...HUGE, ...none];
    case "string":
      return [
        ...illegalTexts(field.max_length),
        ...SHAPES,
        ...(field.min_length === 0 ? [] : [""]),
        ...none,
      ];
    case "string[]": {
      const many = Array.from({ length: field.max_items + 1 }, (_, n) => `s${n}`);
      const items = [...illegalTexts(field.max_length), ""].map((item) => [item]);
      return [many, ["a", "a"], ...items, "a", 1, {}, ...HUGE, ...none];
    }
    case "number[]": {
      const many = Array.from(
        { length: field.max_items + 1 },
        () => field.max / (field.max_items + 1),
      );
      return [
        many,
        [field.max + 1],
        [field.min - 1],
        ["1"],
        [null],
        [HUGE[0]],
        "1",
        1,
        {},
        ...none,
      ];
    }
  }
}

/** Values that the field takes: its ends, and what is special. */
function legalOf(field: Field): unknown[] {
  const none = field.nullable ? [null] : [];
  switch (field.type) {
    case "number":
    case "integer":
      return [field.min, field.max, ...Object.keys(field.special ?? {}).map(Number)];
    case "boolean":
      return [true, false];
    case "enum":
      return [...field.values];
    case "think":
      return [true, false, ...field.levels];
    case "string":
      return ["x".repeat(field.max_length), "é😀", "x".repeat(field.min_length ?? 1), ...none];
    case "string[]":
      return [[], ["x".repeat(field.max_length)], ["a", "b"], ...none];
    case "number[]":
      return [[1], [0.5, 0.5], [0, 1], ...none];
  }
}

const ROWS = Object.entries(SECTIONS).flatMap(([section, fields]) =>
  (fields as readonly Field[]).map((field) => ({ section: section as Section, field })),
);

export const ILLEGAL: readonly FieldCase[] = ROWS.flatMap(({ section, field }) =>
  illegalOf(field).map((value) => ({ section, field, value })),
);

/** What a model limits beyond the registry is left out: its context, its adapters. */
export const LEGAL: readonly FieldCase[] = ROWS.filter(({ field }) => field.name !== "lora_model")
  .flatMap(({ section, field }) => legalOf(field).map((value) => ({ section, field, value })))
  .filter(({ field, value }) => field.name !== "num_ctx" || Number(value) <= 40_960);

/** Whether a fault's message tells the legal values of the field, or of an item of its list. */
export function tellsLegal(field: Field, message: string): boolean {
  const words = [legal(field), legal({ ...field, nullable: false })];
  if (field.type === "string[]") words.push(`1 to ${field.max_length} characters`, "twice");
  if (field.type === "number[]") words.push(`from ${field.min} to ${field.max}`);
  return words.some((word) => message.includes(word));
}

/** Members of the profile itself, and values that they do not take. */
export const ILLEGAL_MEMBERS: Readonly<Record<string, unknown[]>> = {
  name: ["", "   ", "x".repeat(121), ...BAD_TEXT, 1, null, [], {}, HUGE[0]],
  description: ["x".repeat(2001), ...BAD_TEXT, 1, [], {}],
  type: [0, 20, -1, 1.5, "1", "primary", null, [], {}, true, ...HUGE],
  model_name: ["", "none", "x".repeat(301), "x".repeat(200_000), ...BAD_TEXT, 1, null, [], {}],
  model_version: ["", "x".repeat(121), ...BAD_TEXT, 1, [], {}],
  base_profile_id: [
    "",
    "x",
    "00000000-0000-0000-0000-00000000000g",
    "00000000-0000-0000-0000-000000000099",
    "{00000000-0000-0000-0000-000000000001}",
    "00000000000000000000000000000001",
    " 00000000-0000-0000-0000-000000000001",
    1,
    [],
    {},
    "\0",
  ],
  system_prompt: ["x".repeat(100_001), ...BAD_TEXT, 1, [], {}],
  parameters: [1, "x", [], true],
  circuit_breaker: [1, "x", [], true],
  gpu_config: [1, "x", [], true],
  image_settings: [1, "x", [], true],
};

const PROTOTYPE_NAMES = [
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "__defineGetter__",
];
const NAMES = [
  ...PROTOTYPE_NAMES,
  ...Object.keys(ILLEGAL_MEMBERS),
  ...ROWS.map(({ field }) => field.name),
  "model_profiles",
  "primary_profile_id",
  "scopes",
  "expires_at",
  "email",
  "password",
  "",
  "a.b",
  "\ud800",
];

const scalar = fc.oneof(
  fc.jsonValue({ maxDepth: 0 }),
  fc.constantFrom<unknown>(...HUGE, ...BAD_TEXT, ...WORDS, 0, -0, 1, 19, 5e-324, "system"),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double(),
);
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }).filter((text) => text !== "__proto__") },
);

/** Any JSON, likelier of names that mean something here. */
export const anything: fc.Arbitrary<Json> = fc.letrec<{ value: unknown; object: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    tie("object"),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
  object: fc.dictionary(name, tie("value"), { maxKeys: 6 }),
})).object;
