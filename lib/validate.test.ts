import { expect, test } from "vitest";
import { z } from "zod";
import { invalid } from "./errors";
import { faultsOf } from "./validate";

const schema = z.object({ inner: z.strictObject({ known: z.number().optional() }) });

function faultsFor(keys: readonly string[]) {
  const inner = Object.fromEntries(keys.map((key) => [key, 1]));
  const { error } = schema.safeParse({ inner });
  return error ? faultsOf(error) : [];
}

test("unknown fields are told each, at their own path", () => {
  expect(faultsFor(["a", "b"]).map(({ path }) => path)).toEqual(["inner.a", "inner.b"]);
});

test("of very many unknown fields the rest is counted, so that the answer stays small", () => {
  const faults = faultsFor(Array.from({ length: 10_000 }, (_, index) => `k${index}`));
  expect(faults).toHaveLength(51);
  expect(faults.at(-1)).toEqual({
    path: "inner",
    code: "unknown_field",
    message: "inner holds 9950 more unknown fields",
  });
  expect(invalid(faults).message).toMatch(/inner\.k19 and 31 more\.$/);
});
