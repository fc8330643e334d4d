import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { logFailure } from "@/lib/http/server/log-failure";
import { describeError, logConsole } from "./log";

const KEY = Symbol.for("model-profiles.log");
const METHODS = ["log", "info", "debug", "warn", "error"] as const;
const saved = Object.fromEntries(METHODS.map((name) => [name, console[name]]));
let before: unknown;
let lines: [level: string, fields: Record<string, unknown>, message: string][];

// The process has one log, which every part of the program finds under this name.
beforeEach(() => {
  before = Reflect.get(globalThis, KEY);
  lines = [];
  const level = (name: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push([name, fields, message]);
  const names = ["debug", "info", "warn", "error"];
  Reflect.set(globalThis, KEY, Object.fromEntries(names.map((name) => [name, level(name)])));
});
afterEach(() => {
  Object.assign(console, saved);
  Reflect.set(globalThis, KEY, before);
});

/** The level and the text of what a call of `console` logs. */
function logged(method: (typeof METHODS)[number], ...args: unknown[]) {
  logConsole();
  console[method](...args);
  const [[level, fields, message] = []] = lines;
  expect(fields).toEqual({ source: "console" });
  return [level, message];
}

describe("what is written to the console", () => {
  test.each([
    ["log", "info"],
    ["info", "info"],
    ["debug", "debug"],
    ["warn", "warn"],
    ["error", "error"],
  ] as const)("by %s is logged as %s", (method, level) => {
    expect(logged(method, "It %s", "works", 7)).toEqual([level, "It works 7"]);
  });

  test.each([
    "Error: aborted",
    "read ECONNRESET",
    'Failed to find Server Action "x"',
    "SyntaxError: Unexpected token } in JSON",
    "URIError: URI malformed",
    "Body exceeded 1 MB limit",
  ])("about what a client did is no failure of the server: %s", (text) => {
    expect(logged("error", text)).toEqual(["info", text]);
  });

  test("has neither colors nor the values of a query, and no line break at its end", () => {
    const text = "\u001b[31mslow\u001b[39m GET /a/b?token=secret&x=1 in 3 s\n";
    expect(logged("warn", text)).toEqual(["warn", "slow GET /a/b?… in 3 s"]);
  });

  test("keeps a question mark that is not of a query", () => {
    expect(logged("info", "is it?")).toEqual(["info", "is it?"]);
  });
});

describe("an error in the log", () => {
  test("has its code, its causes and where it happened, but not its message twice", () => {
    const cause = Object.assign(new TypeError("fetch failed"), { code: "ECONNREFUSED" });
    const told = describeError(new Error("no answer", { cause }));
    expect(told).toMatchObject({
      ...{ type: "Error", message: "no answer" },
      cause: { type: "TypeError", message: "fetch failed", code: "ECONNREFUSED" },
    });
    expect(told).not.toHaveProperty("code");
    expect(told.stack).toMatch(/^\s+at /);
    expect(told.stack).not.toContain("no answer");
  });

  test.each([
    ["text", { type: "string", message: "text" }],
    [undefined, { type: "undefined", message: "undefined" }],
    [null, { type: "object", message: "null" }],
  ])("that is no error is logged as it is: %j", (error, told) => {
    expect(describeError(error)).toEqual(told);
  });

  test("is none below status 500; one that the program throws itself is a warning", () => {
    logFailure(new AppError("profile_not_found", "No."), "r", "failed");
    logFailure(new AppError("no_engine_for_model", "No."), "r", "failed");
    logFailure(new AppError("internal_error", "No."), "r", "failed");
    expect(lines).toMatchObject([
      ["warn", { request_id: "r", code: "no_engine_for_model" }, "failed"],
      ["error", { request_id: "r", code: "internal_error" }, "failed"],
    ]);
    expect(lines[0]?.[1]).not.toHaveProperty("err");
  });

  test("that has a cause is an error, and its cause is what is logged", () => {
    const cause = new Error("disk");
    logFailure(new AppError("database_unavailable", "No.", { cause }), null, "failed");
    expect(lines).toEqual([
      ["error", { err: cause, request_id: null, code: "database_unavailable" }, "failed"],
    ]);
  });
});
