import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldAt, SECTIONS } from "./fields";
import type { Field, NumericField } from "./types";
import { legal, show } from "./messages";
import { fieldSchema, nameText, sizedList, text, valuesSchema } from "./zod";

const ROWS = Object.entries(SECTIONS).flatMap(([section, fields]) =>
  (fields as readonly Field[]).map((field) => [`${section}.${field.name}`, field] as const),
);
const isNumeric = (field: Field): field is NumericField =>
  field.type === "number" || field.type === "integer";
const NUMBERS = ROWS.flatMap(([name, field]) => (isNumeric(field) ? [[name, field] as const] : []));

const takes = (field: Field, value: unknown) => fieldSchema(field).safeParse(value).success;

describe("each number of the registry", () => {
  test.each(NUMBERS)("%s takes what lies within its bounds and nothing beside", (_name, field) => {
    const step = field.multiple_of ?? (field.type === "integer" ? 1 : 0);
    const within = step
      ? fc.integer({ min: field.min / step, max: field.max / step }).map((n) => n * step)
      : fc.double({ min: field.min, max: field.max, noNaN: true });
    const beside = fc.double({ noNaN: true }).filter((n) => n < field.min || n > field.max);
    fc.assert(
      fc.property(within, (value) => {
        expect(takes(field, value)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(beside, (value) => {
        expect(takes(field, value)).toBe(false);
      }),
    );
    for (const end of [field.min, field.max]) expect(takes(field, end)).toBe(true);
    for (const special of Object.keys(field.special ?? {})) {
      expect(takes(field, Number(special))).toBe(true);
    }
    if (step) expect(takes(field, field.min + step / 2)).toBe(false);
  });
});

describe("each field of the registry", () => {
  test.each(ROWS)("%s refuses what is of no legal type, telling what is legal", (_name, field) => {
    const wrong = [undefined, Number.NaN, Infinity, -Infinity, new Date(), {}];
    for (const value of wrong) {
      const result = fieldSchema(field).safeParse(value);
      const words = field.type === "string" ? legal({ ...field, nullable: false }) : legal(field);
      expect(result.error?.issues[0]?.message).toContain(words);
    }
    expect(takes(field, null)).toBe(field.nullable === true);
  });

  test.each(ROWS)("%s has a default that is legal, where it has one", (_name, field) => {
    if (field.default !== undefined) expect(takes(field, field.default)).toBe(true);
  });

  test("numbers in words are no numbers", () => {
    for (const [, field] of NUMBERS) expect(takes(field, String(field.min))).toBe(false);
  });
});

describe("a section", () => {
  const schema = valuesSchema(SECTIONS.parameters);

  test("what is absent stays absent", () => {
    expect(Object.keys(schema.parse({}))).toEqual([]);
    expect(Object.keys(schema.parse({ top_k: 0 }))).toEqual(["top_k"]);
  });

  test("unknown names are faults, also those of the prototype, and the known ones are told", () => {
    for (const name of ["x", "constructor", "toString", "hasOwnProperty", "prototype", ""]) {
      const { error } = schema.safeParse({ [name]: 1 });
      expect(error?.issues[0]).toMatchObject({ code: "unrecognized_keys", keys: [name] });
      expect(error?.issues[0]?.message).toContain("temperature");
    }
  });

  test("all faults are told at once", () => {
    const { error } = schema.safeParse({ temperature: 9, top_k: 0.5, stop: [""], x: 1 });
    const paths = error?.issues.map(({ path }) => path.join("."));
    expect(new Set(paths)).toEqual(new Set(["temperature", "top_k", "stop.0", ""]));
  });
});

describe("text", () => {
  test("has its length, no NUL and no half of a surrogate pair", () => {
    const schema = text(1, 3);
    for (const good of ["a", "abc", "😀a", "\u202e"])
      expect(schema.safeParse(good).success).toBe(true);
    for (const bad of ["", "abcd", "a\0", "\ud800", "\udc00x"]) {
      expect(schema.safeParse(bad).error?.issues[0]?.message).toContain("1 to 3 characters");
    }
  });
});

describe("the message of a fault", () => {
  const messageOf = (path: string, value: unknown) =>
    fieldSchema(fieldAt(path) as Field)
      .safeParse(value)
      .error?.issues.map(({ message, path: at }) => [at.join("."), message]);

  test("of a text says how long it is", () => {
    const { error } = text(1, 3).safeParse("abcde");
    expect(error?.issues[0]?.message).toBe(
      "must be text of 1 to 3 characters; you entered 5 characters",
    );
  });

  test("of a list with too many entries says how many there are", () => {
    const list = Array.from({ length: 1000 }, (_, index) => `stop ${index}`);
    expect(messageOf("parameters.stop", list)?.[0]?.[1]).toMatch(/; you entered 1000 entries$/);
    expect(messageOf("parameters.stop", "x")?.[0]?.[1]).toMatch(/; you entered "x"$/);
  });

  test("of a text that stands twice in a list is at its second place", () => {
    expect(messageOf("parameters.stop", ["a", "b", "a", "a"])).toEqual([
      ["2", 'must not contain "a" twice'],
      ["3", 'must not contain "a" twice'],
    ]);
    expect(messageOf("parameters.stop", ["a", "b"])).toBeUndefined();
  });

  test("of a section that is no object says so, and does not list its fields", () => {
    const { error } = valuesSchema(SECTIONS.parameters).safeParse(7);
    expect(error?.issues[0]?.message).toBe("must be an object; you entered 7");
  });
});

describe("a list of a limited size", () => {
  const schema = sizedList(z.number(), "no list", {
    min: 1,
    max: 2,
    tooFew: "few",
    tooMany: "many",
  });
  const messageOf = (value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

  test.each([
    ["x", "no list"],
    [[], "few"],
    [[1, 2, 3], "many"],
    [[1], undefined],
    [[1, 2], undefined],
  ])("%j: %j", (value, message) => {
    expect(messageOf(value)).toBe(message);
  });

  test("counts no length of what is no list", () => {
    expect(messageOf({ length: 2 })).toBe("no list");
    expect(sizedList(z.number(), "no list", {}).safeParse([]).success).toBe(true);
  });
});

test("show makes a short piece of a message of any value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(show(value).length).toBeLessThanOrEqual(60);
    }),
  );
  expect([show(undefined), show(null), show([]), show({}), show(-0), show("x")]).toEqual([
    "nothing",
    "null",
    "a list",
    "an object",
    "0",
    '"x"',
  ]);
});

test("a seed goes up to 2^53; a larger one is refused with the reason", () => {
  const seed = fieldSchema(fieldAt("parameters.seed") as NumericField);
  for (const value of [0, 2 ** 32, 2 ** 53 - 1, 2 ** 53]) {
    expect(seed.safeParse(value).success).toBe(true);
  }
  for (const value of [2 ** 53 + 2, 1e300, 1.5, -2]) {
    expect(seed.safeParse(value).error?.issues[0]?.message).toMatch(
      /^must be a whole number from -1 to 9007199254740992 \(JSON readers round larger ones\); you/,
    );
  }
});

test.each([
  ["circuit_breaker.deep_research_timeout", "1,125", "which can be 1125 or 1.125: enter one"],
  ["gpu_config.tensor_split", "0,5 0,5", "separate the numbers with semicolons"],
])("the fault of %s asks what %s means", (path, typed, question) => {
  const message = fieldSchema(fieldAt(path) as Field).safeParse(typed).error?.issues[0]?.message;
  expect(message).toContain(`you entered "${typed}", `);
  expect(message).toContain(question);
});

describe("a name", () => {
  test("has no spaces around it and is not only spaces", () => {
    expect(nameText(9).parse("  Ada ")).toBe("Ada");
    expect(nameText(9).safeParse("   ").error?.issues[0]?.message).toBe("must not be only spaces");
  });

  test("does not change the direction of the sentence around it, in any script", () => {
    for (const bad of ["\u202a", "\u202e", "\u2066", "\u2069"]) {
      const [issue] = nameText(9).safeParse(`a${bad}b`).error?.issues ?? [];
      expect(issue?.message).toContain("direction");
    }
    for (const good of ["שלום", "👩‍💻", "می‌خواهم"]) expect(nameText(20).parse(good)).toBe(good);
  });
});
