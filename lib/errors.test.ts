import { DrizzleQueryError } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { AppError, reasonOf } from "./errors";
import { describeError } from "./runtime/log";

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
