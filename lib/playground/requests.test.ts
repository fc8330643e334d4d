import { describe, expect, test } from "vitest";
import { findTask } from "@/lib/registry/tasks";
import { blankContent } from "@/lib/values/content";
import { callFor, isInputEmpty, type Target, withValues } from "./requests";
import type { Input } from "./schema";

const CONTENT = { ...blankContent(1, "m"), name: "Mine", parameters: { top_k: 4 } };

function target(key: string, set: Partial<Target> = {}): Target {
  const task = findTask(key);
  if (!task) throw new Error(`there is no task ${key}`);
  return { task, draft: null, profileId: null, ...set };
}

describe("a request", () => {
  test("of chat is streamed with its usage; of any other kind it is not", () => {
    const chat = callFor(target("primary"), { messages: [{ role: "user", content: "x" }] });
    expect(chat.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    const others: [string, Input][] = [
      ["embedding", { input: ["x"] }],
      ["image_generation", { prompt: "x" }],
    ];
    for (const [key, input] of others) {
      expect(callFor(target(key), input).body).toEqual({ model: `task:${key}`, ...input });
    }
  });

  test("has an id only if the draft changes a saved profile", () => {
    const input = { prompt: "x" };
    const anew = callFor(target("primary", { draft: CONTENT }), input);
    expect(anew.body.mp).toEqual({ profile: CONTENT });
    const changed = callFor(target("primary", { draft: CONTENT, profileId: "p" }), input);
    expect(changed.body.mp).toEqual({ profile: { ...CONTENT, id: "p" } });
    // A saved profile without changes is not sent as a draft.
    expect(callFor(target("primary", { profileId: "p" }), input).body).not.toHaveProperty("mp");
  });
});

const said = (...texts: string[]): Input => ({
  messages: texts.map((content) => ({ role: "user", content })),
});

test.each<[Input, boolean]>([
  [said("Hello"), false],
  [said("Hello", " \n"), true],
  [said("", "Hello"), false],
  [{ input: [" ", "\t"] }, true],
  [{ input: [" ", "a"] }, false],
  [{ query: " ", documents: ["a"] }, true],
  [{ query: "q", documents: [] }, true],
  [{ query: "q", documents: [" "] }, false],
  [{ prompt: " " }, true],
  [{ prompt: "a" }, false],
])("the input %j has nothing to send: %j", (input, isEmpty) => {
  expect(isInputEmpty(input)).toBe(isEmpty);
});

describe("values that are replaced", () => {
  test("leave the content that they start from as it was", () => {
    const before = structuredClone(CONTENT);
    withValues(CONTENT, { "parameters.top_k": undefined, model_name: "n" });
    expect(CONTENT).toEqual(before);
  });

  test("empty the system prompt, and keep the model, where there is no text", () => {
    const content = { ...CONTENT, system_prompt: "Be brief." };
    const values = { system_prompt: undefined, model_name: undefined };
    expect(withValues(content, values)).toEqual({ ...content, system_prompt: "" });
  });

  test("of unknown paths change nothing", () => {
    expect(withValues(CONTENT, { name: "x", "unknown.top_k": 1, "": 2 })).toEqual(CONTENT);
  });

  test("may be 0, false and null, which are set", () => {
    const set = { "parameters.top_k": 0, "parameters.think": false, "parameters.seed": null };
    expect(withValues(CONTENT, set).parameters).toEqual({ top_k: 0, think: false, seed: null });
  });
});
