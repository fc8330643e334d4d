import { describe, expect, test, vi } from "vitest";
import type { Problem } from "@/lib/http/problem-schema";
import {
  failureSentence,
  failureText,
  isPasswordRequired,
  ProblemError,
  problemErrorOf,
  StaleBuildError,
} from "./failure";
import { faultText, showProblem } from "./form-problem";

const PROBLEM: Problem = {
  ...{ type: "/docs/api#x", title: "Not saved", status: 422, detail: "Look at the fields." },
  code: "validation_failed",
};
const problem = (set: Partial<Problem>) => new ProblemError({ ...PROBLEM, ...set });
const fault = (path: string) => ({
  path,
  code: `code of ${path}`,
  message: `${path} must be short`,
});

describe("a failure in words", () => {
  test("of the server has its title and detail, and can be tried again", () => {
    expect(failureText(problem({}))).toEqual({
      ...{ title: "Not saved", detail: "Look at the fields.", remedy: "retry" },
    });
    expect(failureSentence(problem({}))).toBe("Not saved. Look at the fields.");
  });

  test("of a session that ended asks to sign in", () => {
    expect(failureText(problem({ code: "unauthenticated" }))).toMatchObject({
      ...{ title: "You are signed out", remedy: "sign-in" },
    });
  });

  test("of a page older than the server asks to reload", () => {
    expect(failureText(new StaleBuildError())).toMatchObject({ remedy: "reload" });
  });

  test.each([new TypeError("fetch failed"), "text", null])(
    "of anything else says that the server does not answer: %j",
    (error) => {
      expect(failureText(error)).toMatchObject({
        ...{ title: "The server does not answer", remedy: "retry" },
      });
    },
  );

  test("asks for the password only if the server wants it", () => {
    expect(isPasswordRequired(problem({ code: "password_required" }))).toBe(true);
    expect(isPasswordRequired(problem({}))).toBe(false);
    expect(isPasswordRequired(new Error("password_required"))).toBe(false);
  });
});

test("a body is an error of the server only if it is a whole problem", async () => {
  expect((await problemErrorOf({ ...PROBLEM, more: 1 }))?.problem).toEqual({ ...PROBLEM, more: 1 });
  expect((await problemErrorOf(PROBLEM))?.message).toBe("Look at the fields.");
  expect(await problemErrorOf({ ...PROBLEM, code: "of_another_version" })).toBeNull();
  expect(await problemErrorOf({ ...PROBLEM, status: "422" })).toBeNull();
  expect(await problemErrorOf(null)).toBeNull();
});

test.each([
  ["email must be short", "email", "Must be short"],
  ["emails must be short", "email", "Emails must be short"],
  ["must be short", "", "Must be short"],
  ["é wrong", "email", "É wrong"],
  ["", "email", ""],
])("the message %j at %j reads %j", (message, path, text) => {
  expect(faultText(message, path)).toBe(text);
});

/** What a form shows: the field, the type, the message, and whether it is focused. */
function shown(error: unknown, codes: Partial<Record<string, "name" | "email">> = {}) {
  const setError = vi.fn();
  const fields = { name: "name", "owner.email": "email" } as const;
  showProblem<{ name: string; email: string }>(error, { setError, fields, codes });
  return setError.mock.calls.map((call: unknown[]) => call);
}

describe("a form shows a failure", () => {
  test("at the fields that have a fault, and focuses the first", () => {
    expect(shown(problem({ errors: [fault("owner.email"), fault("name")] }))).toEqual([
      ["email", { type: "code of owner.email", message: "Must be short" }, { shouldFocus: true }],
      ["name", { type: "code of name", message: "Must be short" }, { shouldFocus: false }],
    ]);
  });

  test("also above the fields, for a fault of something that has none", () => {
    expect(shown(problem({ errors: [fault("name"), fault("id"), fault("etag")] }))).toEqual([
      ["name", { type: "code of name", message: "Must be short" }, { shouldFocus: true }],
      ["root", { type: "retry", message: "Id must be short. Etag must be short." }],
    ]);
  });

  test("at the field of its code", () => {
    expect(shown(problem({ code: "email_taken" }), { email_taken: "email" })).toEqual([
      ["email", { type: "server", message: "Look at the fields." }, { shouldFocus: true }],
    ]);
  });

  test.each([
    [problem({ errors: [fault("id")] }), "retry", "Not saved. Look at the fields."],
    [
      problem({ code: "unauthenticated" }),
      "sign-in",
      "You are signed out. Sign in again to continue. Nothing was changed.",
    ],
    [
      new TypeError("fetch failed"),
      "retry",
      "The server does not answer. Check your connection. Nothing on this page was lost.",
    ],
  ])("above its fields if no field has it, with what to do: %s", (error, type, message) => {
    expect(shown(error)).toEqual([["root", { type, message }]]);
  });
});
