import { describe, expect, test } from "vitest";
import { engineInput } from "@/lib/engines/schema";
import { engineForm, type EngineValues } from "./engine-form-schema";

function values(set: Partial<EngineValues> = {}): EngineValues {
  return {
    ...{ kind: "ollama", name: "Local", address: "http://127.0.0.1:11434", key: "" },
    ...{ drop_key: false, local: true, adds_models: true, names: "", priority: "100" },
    ...{ max_parallel: "4", flags: [], ...set },
  };
}

/** The fields with a fault, each with its message. */
function faultsOf(set: Partial<EngineValues>): Record<string, string> {
  const { error } = engineForm.safeParse(values(set));
  const faults: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) faults[String(path[0])] = message;
  return faults;
}

test("a form as it is opened is a request that the server takes", () => {
  const { names, drop_key, ...request } = engineForm.parse(values());
  expect({ names, drop_key }).toEqual({ names: "*", drop_key: false });
  expect(engineInput.parse({ ...request, key: request.key || null, models: names })).toMatchObject({
    ...{ kind: "ollama", name: "Local", priority: 100, max_parallel: 4, local: true },
  });
});

describe("the names of models", () => {
  test.each([
    ["", "*"],
    [" \n\t\n", "*"],
    ["a = b", { a: "b" }],
    [" a =  org/b:latest \n\n c = d ", { a: "org/b:latest", c: "d" }],
    ["a", { a: "a" }],
    ["a = b = c", { a: "b = c" }],
    ["a=b", { "a=b": "a=b" }],
    ["模型 = 名前", { 模型: "名前" }],
  ])("%j are %j", (names, served) => {
    expect(engineForm.parse(values({ names })).names).toEqual(served);
  });

  test.each(["a = ", " = b", "a = b\n = "])("%j lack an id or a name", (names) => {
    expect(faultsOf({ names })).toEqual({
      names: expect.stringMatching(/^must have a line for each model/) as string,
    });
  });

  test("may be those of a prototype, and are still names", () => {
    const { names } = engineForm.parse(values({ names: "__proto__ = a\nconstructor = b" }));
    expect(Object.entries(names)).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });
});

describe("a number", () => {
  test.each([
    [" 0 ", 0],
    ["1000", 1000],
    ["1e2", 100],
  ])("of priority %j is %i", (priority, number) => {
    expect(engineForm.parse(values({ priority })).priority).toBe(number);
  });

  test.each(["", " ", "x", "1.5", "-1", "1001"])("of priority %j is a fault", (priority) => {
    expect(Object.keys(faultsOf({ priority }))).toEqual(["priority"]);
  });

  test.each(["", "0", "1001"])("of parallel requests %j is a fault", (max_parallel) => {
    expect(Object.keys(faultsOf({ max_parallel }))).toEqual(["max_parallel"]);
  });
});

describe("a key", () => {
  test.each(["", "sk-1", "env:OPENAI_API_KEY"])("%j is taken as it is", (key) => {
    expect(engineForm.parse(values({ key })).key).toBe(key);
  });

  test.each(["two words", "schlüssel", " ", "x".repeat(4001)])("%j is a fault", (key) => {
    expect(faultsOf({ key })).toEqual({
      key: "must be 1 to 4,000 visible ASCII characters, without spaces",
    });
  });

  test.each(["env:", "env:1X", "env:A-B"])("%j names no variable, and the fault says so", (key) => {
    expect(faultsOf({ key })).toEqual({
      key: "must name a variable after env:, such as env:OPENAI_API_KEY",
    });
  });
});

test("all faults are named at once", () => {
  const wrong = { name: " ", address: "ftp://x", priority: "", max_parallel: "", names: "a = " };
  expect(Object.keys(faultsOf(wrong)).sort()).toEqual(Object.keys(wrong).sort());
});
