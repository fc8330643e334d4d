import { expect, test } from "vitest";
import { z } from "zod";
import { invalid } from "./errors";
import { profileInput } from "./profiles/schema";
import { parseOrThrow, validate } from "./validation";

const nested = z.object({ inner: z.strictObject({ known: z.number().optional() }) });

function faultsFor(keys: readonly string[]) {
  const inner = Object.fromEntries(keys.map((key) => [key, 1]));
  return validate(nested, { inner }).faults ?? [];
}

test("each unknown field is a fault at its own path", () => {
  expect(faultsFor(["a", "b"]).map(({ path }) => path)).toEqual(["inner.a", "inner.b"]);
});

test("beyond 50 unknown fields the rest is counted, so the response stays small", () => {
  const faults = faultsFor(Array.from({ length: 10_000 }, (_, index) => `k${index}`));
  expect(faults).toHaveLength(51);
  expect(faults.at(-1)).toEqual({
    path: "inner",
    code: "unknown_field",
    message: "inner has 9950 more unknown fields",
  });
  expect(invalid(faults).message).toMatch(/inner\.k19 and 31 more\.$/);
});

const throwing = z.string().superRefine(() => {
  throw new Error("unexpected");
});

test("what is thrown for a field is a fault of that field, beside the faults of the others", () => {
  const schema = z.strictObject({
    name: throwing,
    count: z.number("must be a number"),
    inner: z.strictObject({ deep: throwing.nullable() }).optional(),
  });
  const { faults = [] } = validate(schema, { name: "x", count: "1", inner: { deep: "x" } });
  expect(faults.map(({ path, code }) => [path, code])).toEqual([
    ["name", "invalid_value"],
    ["count", "invalid_type"],
    ["inner.deep", "invalid_value"],
  ]);
});

test("what is thrown for the whole input is a fault of the input", () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("no");
      },
    },
  );
  expect(
    validate(
      z.string().transform(() => hostile.valueOf()),
      "x",
    ).faults,
  ).toHaveLength(1);
  expect(() => parseOrThrow(z.strictObject({ a: z.string() }), hostile)).toThrow(
    expect.objectContaining({ code: "validation_failed" }) as Error,
  );
});

test.each<[unknown]>([
  [{ length: { toString: 1 } }],
  [{ length: { valueOf: 1, toString: null } }],
  [{ length: 5, toString: 1, toJSON: 1 }],
])("%j in place of a text or a list is a fault of its field", (value) => {
  const input = { name: value, type: 1, model_name: value, parameters: { stop: value } };
  const { faults = [] } = validate(profileInput, input);
  expect(faults.map(({ path }) => path)).toEqual(["name", "model_name", "parameters.stop"]);
  for (const { message } of faults) expect(message).toMatch(/ must be .*; you entered an object$/);
});
