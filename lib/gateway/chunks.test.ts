import { describe, expect, test } from "vitest";
import type { Output } from "./answer";
import { Assembly, ChunkWriter, DONE, errorEvents, type Mp } from "./chunks";
import type { FinishReason } from "./events";

const HEAD = { id: "chatcmpl-1", created: 1_700_000_000, model: "task:primary" };
const MP: Mp = {
  engine_ms: 5,
  tokens_per_second: null,
  context: { requested: null, granted: 4096 },
};
const USAGE = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
const LOGPROB = { token: "a", logprob: -0.5 };

const text = (words: string, choice = 0): Output => ({ type: "text", choice, text: words });
const call = (number: number, args: string, first?: { id: string; name: string }): Output => ({
  type: "tool_call",
  choice: 0,
  call: number,
  arguments: args,
  ...first,
});

/** The chunks in the events of a stream; `[DONE]` stays text. */
function chunks(events: string): unknown[] {
  return events
    .split("\n\n")
    .filter(Boolean)
    .map((event) => {
      const data = event.replace(/^data: /, "");
      return data === "[DONE]" ? data : (JSON.parse(data) as unknown);
    });
}

interface Options {
  kind?: "chat" | "completions";
  reasons?: FinishReason[];
  usage?: typeof USAGE | null;
  hasLogprobs?: boolean;
}

/** A whole stream. */
function stream(
  outputs: readonly Output[],
  { kind = "chat", reasons = ["stop"], usage = null, hasLogprobs = false }: Options = {},
) {
  const writer = new ChunkWriter(kind, HEAD, hasLogprobs);
  return chunks(
    outputs.map((output) => writer.write(output)).join("") + writer.end(reasons, usage, MP),
  );
}

const chatChunk = (delta: object, finish_reason: string | null = null, more: object = {}) => ({
  ...HEAD,
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});

describe("a stream of chat", () => {
  test("has the role first, one id, the reason and mp in the last chunk, and the end", () => {
    expect(stream([text("Hel"), text("lo")])).toEqual([
      chatChunk({ role: "assistant", content: "" }),
      chatChunk({ content: "Hel" }),
      chatChunk({ content: "lo" }),
      chatChunk({}, "stop", { mp: MP }),
      "[DONE]",
    ]);
  });

  test("has usage in a chunk of its own without choices, which then has mp", () => {
    expect(stream([text("a")], { usage: USAGE }).slice(-3)).toEqual([
      chatChunk({}, "stop"),
      { ...HEAD, object: "chat.completion.chunk", choices: [], usage: USAGE, mp: MP },
      "[DONE]",
    ]);
  });

  test("that says nothing has a role all the same", () => {
    expect(stream([text("")])).toEqual([
      chatChunk({ role: "assistant", content: "" }),
      chatChunk({}, "stop", { mp: MP }),
      "[DONE]",
    ]);
  });

  test("has reasoning under both of its names, and a refusal", () => {
    const reasoning: Output = { type: "reasoning", choice: 0, text: "Hm" };
    const refusal: Output = { type: "refusal", choice: 0, text: "No." };
    expect(stream([reasoning, refusal]).slice(1, 3)).toEqual([
      chatChunk({ reasoning_content: "Hm", reasoning: "Hm" }),
      chatChunk({ refusal: "No." }),
    ]);
  });

  test("has the id, type and name of a call once, then its arguments alone", () => {
    const outputs = [call(0, "", { id: "x", name: "f" }), call(0, '{"a"'), call(0, ":1}")];
    expect(stream(outputs, { reasons: ["tool_calls"] }).slice(1)).toEqual([
      chatChunk({
        tool_calls: [
          { index: 0, id: "x", type: "function", function: { name: "f", arguments: "" } },
        ],
      }),
      chatChunk({ tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] }),
      chatChunk({ tool_calls: [{ index: 0, function: { arguments: ":1}" } }] }),
      chatChunk({}, "tool_calls", { mp: MP }),
      "[DONE]",
    ]);
  });

  test("has a role and a reason for each choice, also one that says nothing", () => {
    const [role, said, , ...rest] = stream([text("b", 1)], { reasons: ["stop", "length"] });
    expect([role, said]).toMatchObject([
      { choices: [{ index: 1, delta: { role: "assistant" } }] },
      { choices: [{ index: 1, delta: { content: "b" } }] },
    ]);
    expect(rest).toMatchObject([
      { choices: [{ index: 0, finish_reason: "stop" }] },
      { choices: [{ index: 1, finish_reason: "length" }], mp: MP },
      "[DONE]",
    ]);
  });

  test("has probabilities only for a caller who wants them, also of a token without a text", () => {
    const output: Output = { type: "text", choice: 0, text: "", logprobs: [LOGPROB] };
    const wanted = stream([output], { hasLogprobs: true })[1];
    expect(wanted).toMatchObject({ choices: [{ logprobs: { content: [LOGPROB] } }] });
    expect(JSON.stringify(stream([output, text("a")]))).not.toContain("logprob");
  });

  test.each(['"}\n\ndata: [DONE]\n\n', "\u2028\u0000", "\ud83d", "</script>"])(
    "keeps a text whole that looks like its own format: %j",
    (words) => {
      expect(stream([text(words)])[1]).toEqual(chatChunk({ content: words }));
    },
  );

  test("keeps a name whole that looks like its own format", () => {
    const model = 'profile:a"}\n\n,"choices":[{}]';
    const writer = new ChunkWriter("chat", { ...HEAD, model }, false);
    expect(chunks(writer.write(text("a")))[1]).toMatchObject({ model });
  });
});

test("a stream of /v1/completions has texts, and neither a role nor what is no text", () => {
  const reasoning: Output = { type: "reasoning", choice: 0, text: "Hm" };
  const chunk = (words: string, finish_reason: string | null, more: object = {}) => ({
    ...HEAD,
    object: "text_completion",
    choices: [{ index: 0, text: words, logprobs: null, finish_reason }],
    ...more,
  });
  expect(stream([reasoning, text("a"), call(0, "{}")], { kind: "completions" })).toEqual([
    chunk("a", null),
    chunk("", "stop", { mp: MP }),
    "[DONE]",
  ]);
});

test("an error ends a stream by an event and [DONE]", () => {
  const error = { error: { message: "No.", type: "server_error", param: null, code: "x" } };
  expect(chunks(errorEvents(error))).toEqual([error, "[DONE]"]);
  expect(errorEvents(error).endsWith(DONE)).toBe(true);
});

describe("a whole answer", () => {
  function whole(
    outputs: readonly Output[],
    kind: "chat" | "completions" = "chat",
    reasons: FinishReason[] = ["stop"],
    hasLogprobs = false,
  ) {
    const assembly = new Assembly();
    for (const output of outputs) assembly.add(output);
    return assembly.end(kind, HEAD, { reasons, usage: USAGE, mp: MP, hasLogprobs });
  }
  const message = (members: object) => ({ role: "assistant", refusal: null, ...members });

  test("has its texts together, with usage and mp", () => {
    expect(whole([text("Hel"), text("lo")])).toEqual({
      ...HEAD,
      object: "chat.completion",
      choices: [
        { index: 0, message: message({ content: "Hello" }), logprobs: null, finish_reason: "stop" },
      ],
      usage: USAGE,
      mp: MP,
    });
  });

  test.each<[string, Output[], object]>([
    ["nothing as an empty text", [], { content: "" }],
    ["calls without a text as null", [call(0, "{}", { id: "x", name: "f" })], { content: null }],
    [
      "calls after a text with the text",
      [text("a"), call(0, "{}", { id: "x", name: "f" })],
      { content: "a" },
    ],
    [
      "reasoning under both names",
      [{ type: "reasoning", choice: 0, text: "Hm" }, text("a")],
      { content: "a", reasoning: "Hm", reasoning_content: "Hm" },
    ],
    ["a refusal", [{ type: "refusal", choice: 0, text: "No." }], { content: "", refusal: "No." }],
  ])("has %s", (_what, outputs, members) => {
    expect(whole(outputs)).toMatchObject({ choices: [{ message: message(members) }] });
  });

  test("has each call once, with all its arguments", () => {
    const outputs = [
      call(0, '{"a":', { id: "x", name: "f" }),
      call(1, "{}", { id: "y", name: "g" }),
      call(0, "1}"),
    ];
    const tool_calls = [
      { id: "x", type: "function", function: { name: "f", arguments: '{"a":1}' } },
      { id: "y", type: "function", function: { name: "g", arguments: "{}" } },
    ];
    expect(whole(outputs)).toMatchObject({ choices: [{ message: { tool_calls } }] });
  });

  test("has every choice in its place, also one that said nothing", () => {
    const reasons: FinishReason[] = ["stop", "length", "stop"];
    expect(whole([text("c", 2), text("a", 0)], "chat", reasons)).toMatchObject({
      choices: [
        { index: 0, message: { content: "a" }, finish_reason: "stop" },
        { index: 1, message: { content: "" }, finish_reason: "length" },
        { index: 2, message: { content: "c" }, finish_reason: "stop" },
      ],
    });
  });

  test("has probabilities only for a caller who wants them", () => {
    const output: Output = { type: "text", choice: 0, text: "a", logprobs: [LOGPROB] };
    const content = [LOGPROB, LOGPROB];
    expect(whole([output, output], "chat", ["stop"], true)).toMatchObject({
      choices: [{ logprobs: { content } }],
    });
    expect(whole([output])).toMatchObject({ choices: [{ logprobs: null }] });
  });

  test("of /v1/completions has a text", () => {
    expect(whole([text("a")], "completions")).toMatchObject({
      object: "text_completion",
      choices: [{ index: 0, text: "a", logprobs: null, finish_reason: "stop" }],
    });
  });
});
