import { describe, expect, test } from "vitest";
import { errorIn, openAiEvents, usageOf } from "./openai-events";

/** The events of a chunk with one choice. */
const choice = (members: object) => openAiEvents({ choices: [{ index: 0, ...members }] });
const delta = (members: object) => choice({ delta: members, finish_reason: null });

describe("a chunk", () => {
  test.each<[string, object, object[]]>([
    ["a text", { content: "Hello" }, [{ type: "text", choice: 0, text: "Hello" }]],
    ["an empty text as nothing", { content: "" }, []],
    ["null as nothing", { role: "assistant", content: null }, []],
    [
      "reasoning under the name of DeepSeek and llama.cpp",
      { reasoning_content: "Hm" },
      [{ type: "reasoning", choice: 0, text: "Hm" }],
    ],
    [
      "reasoning under the name of vLLM and gpt-oss",
      { reasoning: "Hm" },
      [{ type: "reasoning", choice: 0, text: "Hm" }],
    ],
    [
      "reasoning under both names once",
      { reasoning_content: "Hm", reasoning: "Hm" },
      [{ type: "reasoning", choice: 0, text: "Hm" }],
    ],
    [
      "Mistral's reasoning, which is in parts of the content",
      { content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm" }] }] },
      [{ type: "reasoning", choice: 0, text: "Hm" }],
    ],
    [
      "a content in parts",
      {
        content: [
          { type: "text", text: "Hel" },
          { type: "text", text: "lo" },
        ],
      },
      [{ type: "text", choice: 0, text: "Hello" }],
    ],
    ["parts that are none as nothing", { content: [null, 1, "x", { text: 2 }] }, []],
    ["a refusal", { refusal: "I cannot." }, [{ type: "refusal", choice: 0, text: "I cannot." }]],
    [
      "reasoning before the text that comes with it",
      { content: "Hello", reasoning: "Hm" },
      [
        { type: "reasoning", choice: 0, text: "Hm" },
        { type: "text", choice: 0, text: "Hello" },
      ],
    ],
  ])("is read as %s", (_what, members, events) => {
    expect(delta(members)).toEqual(events);
  });

  test("of several choices keeps them apart", () => {
    const chunk = {
      choices: [
        { index: 1, delta: { content: "b" } },
        { index: 0, delta: { content: "a" } },
      ],
    };
    expect(openAiEvents(chunk)).toEqual([
      { type: "text", choice: 1, text: "b" },
      { type: "text", choice: 0, text: "a" },
    ]);
  });

  test("may be a whole answer, where a server ignores that it should stream", () => {
    const message = { role: "assistant", content: "Hello" };
    expect(choice({ message, finish_reason: "stop" })).toEqual([
      { type: "text", choice: 0, text: "Hello" },
      { type: "finish", choice: 0, reason: "stop" },
    ]);
  });

  test("of /v1/completions has its text beside the choice's index", () => {
    expect(choice({ text: "Hello", finish_reason: null })).toEqual([
      { type: "text", choice: 0, text: "Hello" },
    ]);
  });

  test.each<unknown>([
    null,
    1,
    "text",
    [],
    {},
    { choices: null },
    { choices: [null, 1, "x", []] },
    { choices: [{ delta: "x" }] },
    { choices: [{ delta: { tool_calls: "x", content: 7 } }], usage: "x", timings: [] },
  ])("that is nonsense says nothing: %j", (chunk) => {
    expect(openAiEvents(chunk)).toEqual([]);
  });
});

describe("why an answer ends", () => {
  test.each([
    ["stop", "stop"],
    ["length", "length"],
    ["max_tokens", "length"],
    ["model_length", "length"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["content_filter", "content_filter"],
    ["eos", "stop"],
    ["end_turn", "stop"],
    ["something new", "stop"],
  ])("%s is %s", (finish_reason, reason) => {
    expect(choice({ delta: {}, finish_reason })).toEqual([{ type: "finish", choice: 0, reason }]);
  });

  test("is not known before the last chunk", () => {
    expect(choice({ delta: {}, finish_reason: null })).toEqual([]);
  });
});

describe("calls of tools", () => {
  const called = (tool_calls: unknown) => delta({ tool_calls });

  test("come with an id and a name first, then with arguments alone", () => {
    const first = {
      index: 0,
      id: "call_1",
      type: "function",
      function: { name: "f", arguments: "" },
    };
    expect(called([first])).toEqual([
      { type: "tool_call", choice: 0, call: 0, id: "call_1", name: "f", arguments: "" },
    ]);
    expect(called([{ index: 0, function: { arguments: '{"a":' } }])).toEqual([
      { type: "tool_call", choice: 0, call: 0, arguments: '{"a":' },
    ]);
  });

  test("without a number have that of their position", () => {
    const [f, g] = ["f", "g"].map((name) => ({ function: { name, arguments: "{}" } }));
    expect(called([f, g])).toMatchObject([
      { call: 0, name: "f" },
      { call: 1, name: "g" },
    ]);
  });

  test("with arguments as an object have them as text", () => {
    const call = { index: 0, id: "x", function: { name: "f", arguments: { a: [1, "b"] } } };
    expect(called([call])).toMatchObject([{ arguments: '{"a":[1,"b"]}' }]);
  });

  test("that are nonsense are left out", () => {
    expect(called([null, 1, "x"])).toEqual([]);
    expect(called([{}])).toEqual([{ type: "tool_call", choice: 0, call: 0, arguments: "" }]);
  });
});

describe("probabilities", () => {
  test("come with their text, with all that the engine tells of them", () => {
    const entry = { token: "a", logprob: -0.5, bytes: [97], top_logprobs: [] };
    expect(choice({ delta: { content: "a" }, logprobs: { content: [entry] } })).toEqual([
      { type: "text", choice: 0, text: "a", logprobs: [entry] },
    ]);
  });

  test("of a token without a text are kept: it may be half a character", () => {
    const entry = { token: "\\xf0", logprob: -1 };
    expect(choice({ delta: { content: "" }, logprobs: { content: [entry] } })).toMatchObject([
      { type: "text", text: "", logprobs: [entry] },
    ]);
  });

  test("that are no numbers are left out", () => {
    const content = [{ token: "a", logprob: null }, null, { token: "b", logprob: -2 }];
    expect(choice({ delta: { content: "ab" }, logprobs: { content } })).toMatchObject([
      { logprobs: [{ token: "b", logprob: -2 }] },
    ]);
  });
});

describe("usage", () => {
  test("is read with what was cached and thought", () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 5,
      total_tokens: 15,
      prompt_tokens_details: { cached_tokens: 8, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 3 },
    };
    expect(openAiEvents({ choices: [], usage })).toEqual([
      {
        type: "usage",
        usage: {
          prompt_tokens: 10,
          completion_tokens: 5,
          total_tokens: 15,
          prompt_tokens_details: { cached_tokens: 8 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      },
    ]);
  });

  test("has a sum, also if the engine leaves it out", () => {
    expect(usageOf({ prompt_tokens: 10, completion_tokens: 5 })?.total_tokens).toBe(15);
    expect(usageOf({ prompt_tokens: 10 })).toEqual({
      prompt_tokens: 10,
      completion_tokens: 0,
      total_tokens: 10,
    });
  });

  test.each([null, undefined, {}, [], "10", { prompt_tokens: null }, { prompt_tokens: NaN }])(
    "that counts nothing is none, so that it is estimated: %j",
    (usage) => {
      expect(usageOf(usage)).toBeUndefined();
    },
  );
});

test("llama.cpp's timings are the time of the engine and its speed", () => {
  const timings = { prompt_ms: 20, predicted_ms: 80, predicted_per_second: 62.5 };
  expect(openAiEvents({ choices: [], timings })).toEqual([
    { type: "timings", timings: { engine_ms: 100, tokens_per_second: 62.5 } },
  ]);
});

describe("an error", () => {
  test.each<[string, unknown, object]>([
    [
      "of OpenAI",
      { error: { message: "No.", type: "invalid_request_error", code: "x" } },
      { message: "No.", status: null, code: "invalid_request_error" },
    ],
    [
      "of llama.cpp, with its status",
      { error: { code: 400, message: "Too long.", type: "exceed_context_size_error" } },
      { message: "Too long.", status: 400, code: "exceed_context_size_error" },
    ],
    ["of Ollama", { error: "model not found" }, { message: "model not found", code: null }],
    [
      "of older versions of vLLM",
      { object: "error", message: "No.", type: "BadRequestError", code: 400 },
      { message: "No.", status: 400, code: "BadRequestError" },
    ],
    ["without a text", { error: {} }, { message: "The engine reported an error." }],
  ])("%s is read, and nothing beside it", (_whose, chunk, expected) => {
    expect(errorIn(chunk)).toMatchObject({ type: "error", ...expected });
    expect(openAiEvents(chunk)).toHaveLength(1);
  });

  test("that is null is none", () => {
    expect(errorIn({ error: null, choices: [] })).toBeUndefined();
  });
});
