import { DrizzleQueryError } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { AppError, faultsOf, invalid, reasonOf } from "./errors";
import { describeError } from "./runtime/log";
import { z } from "zod";

test("instanceof accepts an AppError of another copy of the module, and no other error", async () => {
  vi.resetModules();
  const copy = await import("./errors");
  const error: unknown = new copy.AppError("name_taken", "The name is taken.");
  expect(copy.AppError).not.toBe(AppError);
  expect(error instanceof AppError && error.status).toBe(409);
  for (const other of [new Error("AppError"), { name: "AppError" }, null]) {
    expect(other instanceof AppError).toBe(false);
  }
});

test("no message contains the values bound to a failed query, at any depth of causes", () => {
  const values = ["a secret\nprompt", "hash\nparams: of a password"];
  const query = new DrizzleQueryError("insert into users values (?, ?)", values, new Error("full"));
  const failure = new Error("DATABASE_URL cannot be used", { cause: query });
  expect(reasonOf(failure)).toBe(
    "DATABASE_URL cannot be used (Failed query: insert into users values (?, ?) (full))",
  );
  expect(JSON.stringify(describeError(failure))).not.toMatch(/secret|prompt|hash|password/);
});

const schema = z.object({ inner: z.strictObject({ known: z.number().optional() }) });

function faultsFor(keys: readonly string[]) {
  const inner = Object.fromEntries(keys.map((key) => [key, 1]));
  const { error } = schema.safeParse({ inner });
  return error ? faultsOf(error) : [];
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
