import { describe, expect, test } from "vitest";
import type { OperationCall } from "@/lib/snippets/operation";
import { BODY, bodyText, faultsIn, headersOf, initialInput, requestFor } from "./request";

const CALL: OperationCall = {
  method: "PATCH",
  path: "/api/tasks/{task}",
  needsKey: true,
  returns: "json",
  takesBody: true,
  parameters: [
    { name: "task", place: "path" },
    { name: "task", place: "query" },
    { name: "If-Match", place: "header" },
  ],
  examples: [{ params: { task: "primary" }, body: { profile: {} } }],
};

describe("the form of a call", () => {
  test("starts with the first example", () => {
    expect(initialInput(CALL)).toEqual({
      "path.task": "primary",
      "query.task": "",
      "header.If-Match": "",
      [BODY]: '{\n  "profile": {}\n}',
    });
  });

  test("sends what is filled in, and leaves out what is empty", () => {
    expect(requestFor(CALL, initialInput(CALL))).toEqual({
      url: "/api/tasks/primary",
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: '{\n  "profile": {}\n}',
      cache: "no-store",
    });
    const input = {
      "path.task": "a/b ?",
      "query.task": "x",
      "header.If-Match": '"3"',
      [BODY]: " ",
    };
    expect(requestFor(CALL, input)).toEqual({
      url: "/api/tasks/a/b%20%3F?task=x",
      method: "PATCH",
      headers: { "If-Match": '"3"' },
      cache: "no-store",
    });
  });

  test("names what is missing or is not JSON, at its field", () => {
    expect(faultsIn(CALL, initialInput(CALL))).toEqual({});
    const faults = faultsIn(CALL, { "path.task": "", [BODY]: "{" });
    expect(faults["path.task"]).toBe("Enter task.");
    expect(faults[BODY]).toMatch(/^Must be JSON: /);
  });
});

describe("a response", () => {
  test("is indented if it is JSON, and shown as it is otherwise", () => {
    expect(bodyText('{"a":1}', "application/problem+json")).toBe('{\n  "a": 1\n}');
    expect(bodyText('{"a":1}', "text/plain")).toBe('{"a":1}');
    expect(bodyText("{broken", "application/json")).toBe("{broken");
    expect(bodyText("", null)).toBe("");
  });

  test("that is very long is cut, and says by how much", () => {
    expect(bodyText("x".repeat(101_234), null)).toMatch(/x\n… 1,234 more characters$/);
  });

  test("shows only the headers that tell something", () => {
    const headers = new Headers({ ETag: '"3"', "Set-Cookie": "a=b", Vary: "Accept" });
    expect(headersOf(headers)).toEqual([["etag", '"3"']]);
  });
});
