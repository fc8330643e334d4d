import { expect, test } from "vitest";
import { sanitized } from "./engine-failure";
import { endsInLoop } from "./guard";
import { allowsModel, modelNotFound, parseModelName } from "./names";
import { listHeader, reportHeaders } from "./report";

test.each([
  ["task:primary", { kind: "task", task: "primary" }],
  ["task:1", { kind: "task", task: "1" }],
  ["profile:My own", { kind: "profile_name", name: "My own" }],
  ["profile:a:b", { kind: "profile_name", name: "a:b" }],
  ["My own", { kind: "profile_name", name: "My own" }],
  ["model:org/name:7b", { kind: "model", id: "org/name:7b" }],
  [
    "AAAAAAAA-0000-4000-8000-000000000001",
    { kind: "profile_id", id: "aaaaaaaa-0000-4000-8000-000000000001" },
  ],
  ["a:b", undefined],
  ["", undefined],
])("the model %j means %j", (text, expected) => {
  expect(parseModelName(text)).toEqual(expected);
});

test("a name that means nothing is answered with the three closest", () => {
  const { message } = modelNotFound("task:primry", ["Primary plus"]);
  expect(message).toMatch(/task:primary, .*, .*\.$/);
});

test("a key's models are compared by what they mean", () => {
  expect(allowsModel(null, "anything")).toBe(true);
  expect(allowsModel(["task:primary", "My Own"], "task:1")).toBe(true);
  expect(allowsModel(["task:primary", "My Own"], "profile:my own")).toBe(true);
  expect(allowsModel(["task:primary"], "task:2")).toBe(false);
});

test("headers are structured fields of at most 1,024 bytes, whatever the names", () => {
  const dropped = Array.from({ length: 200 }, (_, index) => ({
    name: index === 0 ? "é\r\nX-Evil: 1" : `member_${index}`,
    value: 1,
    source: "caller",
    code: "unknown",
    message: "",
  }));
  const headers = reportHeaders({ dropped, warnings: [] }, []);
  expect(headers["Mp-Dropped"]).toMatch(/^x_[\w:.-]*;code=unknown(, \w+;code=unknown)+$/);
  expect(headers["Mp-Dropped"]?.length).toBeLessThanOrEqual(1024);
  expect(Object.keys(headers)).toEqual(["Mp-Dropped"]);
  expect(listHeader([])).toBe("");
});

test.each([
  ["connect to http://10.0.0.1:8080/v1 failed", "connect to … failed"],
  ["10.0.0.1:8080 and [::1]:8080 refused", "… and … refused"],
  ["gpu-1.lan:11434: Bearer abc.def and sk-12345678abcd", "…: ••• and •••"],
  ["a\n  b", "a b"],
])("an engine's message is told without addresses and keys: %j", (message, expected) => {
  expect(sanitized(message)).toBe(expected);
});

test.each([
  ["a b c a b c a b c", 3, 3, true],
  ["x a b c a b c a b c", 3, 3, true],
  ["a b c a b c a b d", 3, 3, false],
  ["a a a a a a", 2, 3, true],
  ["a b c d a b c d a b c d", 3, 3, true],
  ["a b a b a b", 3, 3, false],
  ["one two three", 2, 2, false],
])("%j ends in a loop of %i words, %i times: %s", (text, ngram, threshold, expected) => {
  expect(endsInLoop(text.split(" "), ngram, threshold)).toBe(expected);
});
