import { LibsqlBatchError, LibsqlError } from "@libsql/client";
import { expect, test, vi } from "vitest";
import {
  isBusy,
  isOutcomeUnknown,
  isUnavailable,
  isUniqueViolation,
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
