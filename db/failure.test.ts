import { LibsqlBatchError, LibsqlError } from "@libsql/client";
import { describe, expect, test, vi } from "vitest";
import {
  DatabaseUnavailable,
  isBusy,
  isOutcomeUnknown,
  isRefusedByDisk,
  isUnavailable,
  isUniqueViolation,
  mayBeDone,
  OutcomeUnknown,
} from "./failure";

test("errors of another copy of the module, and of the driver, are recognized", async () => {
  vi.resetModules();
  const copy = await import("./failure");
  expect(copy.OutcomeUnknown).not.toBe(OutcomeUnknown);
  const late = new copy.DatabaseUnavailable("late");
  expect(isUnavailable(new Error("failed", { cause: late }))).toBe(true);
  const lost = new copy.OutcomeUnknown("lost");
  expect([isOutcomeUnknown(lost), isUnavailable(lost)]).toEqual([true, true]);
  const driver = { name: "LibsqlError", code: "SQLITE_BUSY" };
  expect(isBusy(Object.assign(new Error("locked"), driver))).toBe(true);
});

test("a broken constraint is our defect, whether it came alone or in a batch", () => {
  const code = "SQLITE_CONSTRAINT_UNIQUE";
  for (const error of [
    new LibsqlError("UNIQUE constraint failed", code),
    new LibsqlBatchError("UNIQUE constraint failed", 0, code),
  ]) {
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUnavailable(error)).toBe(false);
  }
});

/** What is known of an error of the driver with this code. */
function known(code: string, message = "failed", extended?: string) {
  const cause = new LibsqlError(message, code, extended);
  // drizzle wraps what the driver throws.
  const error = new Error("Failed query", { cause });
  const checks = { isBusy, isRefusedByDisk, isUnavailable, isUniqueViolation, mayBeDone };
  const names = Object.entries(checks).filter(([, check]) => check(error));
  return names.map(([name]) => name);
}

describe("an error of the driver", () => {
  test.each([
    ["SQLITE_BUSY", ["isBusy", "isUnavailable"]],
    ["SQLITE_BUSY_SNAPSHOT", ["isBusy", "isUnavailable"]],
    ["SQLITE_LOCKED", ["isBusy", "isUnavailable"]],
    ["SQLITE_FULL", ["isRefusedByDisk", "isUnavailable"]],
    ["SQLITE_READONLY", ["isRefusedByDisk", "isUnavailable"]],
    ["SQLITE_IOERR_WRITE", ["isRefusedByDisk", "isUnavailable"]],
    ["SQLITE_CANTOPEN", ["isRefusedByDisk", "isUnavailable"]],
    ["SQLITE_CORRUPT", ["isUnavailable"]],
    ["SQLITE_CONSTRAINT_UNIQUE", ["isUniqueViolation"]],
    ["SQLITE_CONSTRAINT_PRIMARYKEY", ["isUniqueViolation"]],
    ["SQLITE_CONSTRAINT_FOREIGNKEY", []],
    ["SQLITE_ERROR", []],
    ["SQLITE_MISMATCH", []],
    ["TRANSACTION_CLOSED", ["isUnavailable"]],
    ["HRANA_WEBSOCKET_ERROR", ["isUnavailable", "mayBeDone"]],
  ])("%s means: %j", (code, names) => {
    expect(known(code)).toEqual(names);
  });

  test("is known by its extended code, and that of a server by SQLite's message", () => {
    expect(known("SQLITE_CONSTRAINT", "failed", "SQLITE_CONSTRAINT_UNIQUE")).toEqual([
      "isUniqueViolation",
    ]);
    expect(known("SQLITE_CONSTRAINT", "UNIQUE constraint failed: users.email")).toEqual([
      "isUniqueViolation",
    ]);
    expect(known("SQLITE_CONSTRAINT", "FOREIGN KEY constraint failed")).toEqual([]);
  });

  test("about a transaction that the server has ended means that it was not available", () => {
    expect(known("SQLITE_ERROR", "cannot commit - no transaction is active")).toEqual([
      "isUnavailable",
    ]);
  });
});

const refusedConnection = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

describe("a server that does not answer", () => {
  test.each([
    ["in time", new DOMException("late", "TimeoutError"), true],
    ["before the call is ended", new DOMException("ended", "AbortError"), true],
    ["because the connection broke", new TypeError("terminated"), true],
    ["for an unknown reason", new TypeError("fetch failed"), true],
    [
      "because nothing was sent",
      new TypeError("fetch failed", { cause: refusedConnection }),
      false,
    ],
  ])("%s is unavailable, and whether a commit was made is open or known", (_why, cause, isOpen) => {
    const error = new Error("Failed query", { cause });
    expect([isUnavailable(error), mayBeDone(error)]).toEqual([true, isOpen]);
  });

  test("with an unknown outcome is unavailable; the outcome is known of everything else", () => {
    const lost = new Error("failed", { cause: new OutcomeUnknown("lost") });
    expect([isOutcomeUnknown(lost), isUnavailable(lost)]).toEqual([true, true]);
    expect(isOutcomeUnknown(new DatabaseUnavailable("late"))).toBe(false);
  });
});

test.each([
  new TypeError("x is not a function"),
  new Error("fetch failed"),
  "SQLITE_BUSY",
  null,
  {},
])("%s is no failure of the database", (error) => {
  const checks = [isBusy, isRefusedByDisk, isUnavailable, isUniqueViolation, mayBeDone];
  expect(checks.filter((check) => check(error))).toEqual([]);
});

test("an error that is its own cause ends the search", () => {
  const error = new Error("a");
  error.cause = error;
  expect(isUnavailable(error)).toBe(false);
});
