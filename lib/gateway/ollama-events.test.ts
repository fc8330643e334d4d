import { describe, expect, test } from "vitest";
import { ollamaReader } from "./ollama-events";

const read = (...lines: unknown[]) => lines.flatMap(ollamaReader());
const said = (message: object) => ({ model: "m", message: { role: "assistant", ...message } });

const LAST = {
  ...said({ content: "" }),
  done: true,
  done_reason: "stop",
  total_duration: 2_000_000_000,
  load_duration: 500_000_000,
  prompt_eval_count: 10,
  eval_count: 20,
  eval_duration: 1_000_000_000,
};

describe("a line of /api/chat", () => {
  test("is a text, what the model thinks, or both", () => {
    expect(read(said({ content: "Hello" }))).toEqual([{ type: "text", choice: 0, text: "Hello" }]);
    expect(read(said({ content: "", thinking: "Hm" }))).toEqual([
      { type: "reasoning", choice: 0, text: "Hm" },
    ]);
    expect(read(said({ content: "Hello", thinking: "Hm" }))).toMatchObject([
      { type: "reasoning" },
      { type: "text" },
    ]);
  });

  test("has whole calls of tools, which are counted over all lines and whose arguments become text", () => {
    const called = (name: string, args: object, more: object = {}) =>
      said({ tool_calls: [{ ...more, function: { name, arguments: args } }] });
    expect(
      read(called("f", { a: 1 }, { id: "call_1" }), called("g", {}), { ...LAST, eval_count: 1 }),
    ).toMatchObject([
      { type: "tool_call", call: 0, id: "call_1", name: "f", arguments: '{"a":1}' },
      { type: "tool_call", call: 1, name: "g", arguments: "{}" },
      { type: "finish", reason: "tool_calls" },
      { type: "usage" },
      { type: "timings" },
      { type: "done" },
    ]);
  });

  test("has probabilities beside the message", () => {
    const logprobs = [{ token: "a", logprob: -0.5 }];
    expect(read({ ...said({ content: "a" }), logprobs })).toEqual([
      { type: "text", choice: 0, text: "a", logprobs },
    ]);
  });

  test.each<unknown>([
    null,
    1,
    "x",
    [],
    {},
    { message: "x" },
    said({ content: 7 }),
    said({ tool_calls: "x" }),
  ])("that is nonsense says nothing: %j", (line) => {
    expect(read(line)).toEqual([]);
  });
});

test("a line of /api/generate is a text or what the model thinks", () => {
  expect(read({ response: "Hello" }, { response: "", thinking: "Hm" })).toEqual([
    { type: "text", choice: 0, text: "Hello" },
    { type: "reasoning", choice: 0, text: "Hm" },
  ]);
});

describe("the last line", () => {
  test("tells tokens, and times in nanoseconds", () => {
    expect(read(LAST)).toEqual([
      { type: "finish", choice: 0, reason: "stop" },
      { type: "usage", usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 } },
      { type: "timings", timings: { engine_ms: 2000, load_ms: 500, tokens_per_second: 20 } },
      { type: "done" },
    ]);
  });

  test("without counts has no usage, so that it is estimated", () => {
    const { prompt_eval_count: _in, eval_count: _out, ...last } = LAST;
    expect(read(last).map(({ type }) => type)).toEqual(["finish", "timings", "done"]);
  });

  test("of a prompt that was cached whole counts only what was generated", () => {
    const { prompt_eval_count: _in, ...last } = LAST;
    expect(read(last)[1]).toMatchObject({ usage: { prompt_tokens: 0, completion_tokens: 20 } });
  });

  test("without a duration tells no speed", () => {
    const last = { ...LAST, eval_duration: 0, load_duration: 0 };
    expect(read(last)[2]).toEqual({ type: "timings", timings: { engine_ms: 2000 } });
  });

  test.each([
    ["length", "length"],
    ["stop", "stop"],
    ["load", "stop"],
    ["unload", "stop"],
  ])("that ends by %s is a %s", (done_reason, reason) => {
    expect(read({ ...LAST, done_reason })[0]).toMatchObject({ type: "finish", reason });
  });
});

test("an error in the middle is an error, whatever was said before", () => {
  expect(read(said({ content: "Hel" }), { error: "out of memory" })).toMatchObject([
    { type: "text" },
    { type: "error", message: "out of memory", status: null },
  ]);
});
