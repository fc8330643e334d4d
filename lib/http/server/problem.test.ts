import { LibsqlError } from "@libsql/client";
import { describe, expect, test } from "vitest";
import { AppError, ERRORS, type ErrorCode, invalid, reasonOf } from "@/lib/errors";
import { problem } from "@/lib/http/problem-schema";
import { keysOf } from "@/lib/objects";
import { problemHeaders, toAppError, toProblem } from "./problem";

const CODES = keysOf(ERRORS);

describe("a problem", () => {
  test.each(CODES.map((code) => [code]))("of %s has the members of RFC 9457", (code) => {
    const made = toProblem(new AppError(code, "What to do."), "the-request");
    expect(problem.safeParse(made).error).toBeUndefined();
    expect(made).toEqual({
      type: `/docs/api#${code}`,
      title: ERRORS[code].title,
      status: ERRORS[code].status,
      detail: "What to do.",
      code,
      request_id: "the-request",
    });
  });

  test("has no request id where there is none", () => {
    expect(toProblem(new AppError("name_taken", "x"))).not.toHaveProperty("request_id");
    expect(toProblem(new AppError("name_taken", "x"), null)).not.toHaveProperty("request_id");
  });

  test("has every fault, and names the first 20 in its sentence", () => {
    const faults = Array.from({ length: 25 }, (_, n) => ({
      path: `field${n}`,
      code: "invalid_value",
      message: `field${n} must be another`,
    }));
    const { errors, detail } = toProblem(invalid(faults));
    expect(errors).toEqual(faults);
    expect(detail).toContain("field19");
    expect(detail).not.toContain("field20");
    expect(detail).toContain("5 more");
  });

  test("of a body that is no object at all names the body", () => {
    const fault = { path: "", code: "invalid_type", message: "must be an object" };
    expect(toProblem(invalid([fault])).detail).toContain("(body)");
  });
});

describe("the headers of a problem", () => {
  const headersOf = (code: ErrorCode, retryAfter?: number) =>
    problemHeaders(new AppError(code, "x", retryAfter === undefined ? {} : { retryAfter }));

  test("keep it out of every cache", () => {
    for (const code of CODES) {
      expect(headersOf(code)).toMatchObject({
        "Cache-Control": "no-store",
      });
    }
  });

  test("tell in whole seconds when to try again, rounded up", () => {
    expect(headersOf("rate_limited", 0.2)["Retry-After"]).toBe("1");
    expect(headersOf("rate_limited", 61)["Retry-After"]).toBe("61");
    expect(headersOf("rate_limited")).not.toHaveProperty("Retry-After");
  });

  test("ask for a key where nobody is known, and only there", () => {
    expect(headersOf("unauthenticated")["WWW-Authenticate"]).toBe("Bearer");
    for (const code of CODES.filter((each) => each !== "unauthenticated"))
      expect(headersOf(code)).not.toHaveProperty("WWW-Authenticate");
  });
});

describe("what was thrown", () => {
  const coded = (code: string) => new LibsqlError("of the driver", code);

  test("is itself where it was expected", () => {
    const error = new AppError("name_taken", "x");
    expect(toAppError(error)).toBe(error);
  });

  test.each([["SQLITE_BUSY"], ["SQLITE_FULL"], ["SQLITE_READONLY"]])(
    "is 503 with a time to try again where the database answers %s",
    (code) => {
      const error = toAppError(new Error("failed query", { cause: coded(code) }));
      expect(error).toMatchObject({ code: "database_unavailable", status: 503, retryAfter: 1 });
    },
  );

  test("tells a full or read-only disk from a database that does not answer", () => {
    expect(toAppError(coded("SQLITE_FULL")).message).toContain("disk");
    expect(toAppError(coded("SQLITE_BUSY")).message).not.toContain("disk");
  });

  test.each([[new Error("secret")], ["secret"], [undefined], [{ secret: 1 }]])(
    "is 500 with nothing of it in the answer, and all of it as the cause: %j",
    (thrown) => {
      const error = toAppError(thrown);
      expect(error).toMatchObject({ code: "internal_error", status: 500 });
      expect(JSON.stringify(toProblem(error))).not.toContain("secret");
      expect(error.cause).toBe(thrown);
    },
  );
});

test("a reason has its causes in one line, without values that were bound to a query", () => {
  const cause = new Error("Failed query: insert\nparams: a password,a prompt");
  expect(reasonOf(new Error("cannot start", { cause }))).toBe(
    "cannot start (Failed query: insert)",
  );
  expect(reasonOf("text")).toBe("text");
  expect(reasonOf(new Error("alone"))).toBe("alone");
});
