import { describe, expect, test } from "vitest";
import type { Engine } from "@/lib/registry/engines";
import { ollamaChat } from "./ollama-request";
import {
  type BuildOptions,
  imageBody,
  openAiChat,
  openAiCompletion,
  openAiEmbeddings,
  rerankBody,
} from "./openai-request";
import { type ChatRequest, REQUEST_SCHEMAS } from "./request-schema";

const HELLO = { role: "user", content: "Hello" };
const chat = (set: object = {}): ChatRequest =>
  REQUEST_SCHEMAS.chat.parse({ model: "m", messages: [HELLO], ...set });

function options(engine: Engine, set: Partial<BuildOptions> = {}): BuildOptions {
  const none = { values: {}, logprobs: false, refused: new Set<string>() };
  return { engine, model: "there", ...none, ...set };
}

/** The messages that an engine gets. */
function messagesFor(engine: Engine, ...messages: object[]) {
  const body = chat({ messages });
  const build = engine === "ollama" ? ollamaChat : openAiChat;
  return build(body, body.messages, options(engine)).messages as unknown[];
}

const CALL = { id: "c1", type: "function", function: { name: "look", arguments: '{"at":1}' } };
const TOOL = { type: "function", function: { name: "look", description: null, extra: 1 } };
const PICTURE = { type: "image_url", image_url: { url: "data:image/png;base64,iVBO", x: 1 } };

describe("the messages of an OpenAI-style engine", () => {
  test("have nothing but what the protocol knows", () => {
    const parts = [{ type: "text", text: "What?", x: 1 }, PICTURE];
    expect(messagesFor("vllm", { role: "user", content: parts, name: null, x: 1 })).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "What?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,iVBO" } },
        ],
      },
    ]);
    const audio = { type: "input_audio", input_audio: { data: "AAAA", format: "wav", x: 1 } };
    expect(messagesFor("vllm", { role: "user", content: [audio] })).toEqual([
      {
        role: "user",
        content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }],
      },
    ]);
  });

  test("keep the calls of tools and their results together", () => {
    const answer = { role: "assistant", content: null, tool_calls: [{ ...CALL, index: 0 }] };
    const result = { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "A cat" }] };
    expect(messagesFor("llama_cpp", HELLO, answer, result).slice(1)).toEqual([
      { role: "assistant", content: null, tool_calls: [CALL] },
      { role: "tool", tool_call_id: "c1", content: "A cat" },
    ]);
    expect(messagesFor("vllm", { role: "assistant", content: "x", tool_calls: [] })).toEqual([
      { role: "assistant", content: "x" },
    ]);
  });

  test.each([
    ["vllm", { reasoning: "Hm." }],
    ["llama_cpp", { reasoning_content: "Hm." }],
    ["openai", {}],
  ] as const)("call earlier thoughts as %s does: %j", (engine, member) => {
    for (const name of ["reasoning", "reasoning_content"]) {
      expect(messagesFor(engine, { role: "assistant", content: "x", [name]: "Hm." })).toEqual([
        { role: "assistant", content: "x", ...member },
      ]);
    }
  });

  test.each([
    ["openai", "developer"],
    ["vllm", "system"],
    ["ollama", "system"],
  ] as const)("of %s call a developer %s", (engine, role) => {
    const content = [
      { type: "text", text: "Be" },
      { type: "text", text: "brief." },
    ];
    expect(messagesFor(engine, { role: "developer", content })).toEqual([
      { role, content: "Be\nbrief." },
    ]);
  });
});

describe("a chat with an OpenAI-style engine", () => {
  const bodyFor = (engine: Engine, set: object, more: Partial<BuildOptions> = {}) => {
    const body = chat(set);
    return openAiChat(body, body.messages, options(engine, more));
  };

  test("is streamed with its usage, except for what the engine has refused", () => {
    expect(bodyFor("vllm", {})).toEqual({
      ...{ model: "there", messages: [HELLO], stream: true },
      stream_options: { include_usage: true },
    });
    const stream = (...refused: string[]) => {
      const body = bodyFor("vllm", {}, { refused: new Set(refused) });
      return [body.stream, "stream_options" in body];
    };
    expect(stream("stream_options")).toEqual([true, false]);
    expect(stream("stream")).toEqual([false, false]);
  });

  test("has the values, and the caller's members that the engine takes", () => {
    const set = { n: 2, logit_bias: { "5": -1 }, response_format: { type: "json_object" } };
    expect(bodyFor("vllm", set, { values: { top_k: 4 } })).toMatchObject({ ...set, top_k: 4 });
    expect(bodyFor("vllm", { n: 1, response_format: { type: "text" } })).not.toHaveProperty("n");
    expect(bodyFor("vllm", { response_format: { type: "text" } })).not.toHaveProperty(
      "response_format",
    );
  });

  test("has tools only if there are any, without members that no engine knows", () => {
    const named = { type: "function", function: { name: "look", x: 1 }, x: 1 };
    const set = { tools: [TOOL], tool_choice: named, parallel_tool_calls: false };
    expect(bodyFor("vllm", set)).toMatchObject({
      tools: [{ type: "function", function: { name: "look" } }],
      tool_choice: { type: "function", function: { name: "look" } },
      parallel_tool_calls: false,
    });
    expect(bodyFor("lm_studio", set)).not.toHaveProperty("parallel_tool_calls");
    const none = bodyFor("vllm", { ...set, tools: [] });
    for (const name of Object.keys(set)) expect(none).not.toHaveProperty(name);
  });

  test.each([
    [true, { logprobs: true, top_logprobs: 3 }, { logprobs: true, top_logprobs: 3 }],
    [true, { logprobs: true }, { logprobs: true, top_logprobs: 0 }],
    // The guard needs them, the caller does not.
    [true, { top_logprobs: 3 }, { logprobs: true, top_logprobs: 0 }],
    [false, { logprobs: true, top_logprobs: 3 }, {}],
  ])("asks for probabilities: %j, with %j as %j", (logprobs, set, members) => {
    const { logprobs: asked, top_logprobs } = bodyFor("vllm", set, { logprobs });
    expect({ logprobs: asked, top_logprobs }).toEqual({
      ...{ logprobs: undefined, top_logprobs: undefined, ...members },
    });
    const refused = bodyFor("vllm", set, { logprobs, refused: new Set(["logprobs"]) });
    expect(refused).not.toHaveProperty("logprobs");
  });
});

describe("other requests", () => {
  const completion = REQUEST_SCHEMAS.completions.parse({ model: "m", prompt: "Once", n: 1 });
  const embedding = REQUEST_SCHEMAS.embeddings.parse({ model: "m", input: ["a"], dimensions: 8 });

  test("continue a prompt, up to a text that follows", () => {
    const suffixed = { ...completion, suffix: "the end" };
    expect(openAiCompletion(suffixed, options("openai_compatible"))).toEqual({
      ...{ model: "there", prompt: "Once", suffix: "the end", stream: true },
      stream_options: { include_usage: true },
    });
  });

  test("ask for vectors of numbers, which the gateway encodes itself", () => {
    expect(openAiEmbeddings(embedding, options("vllm"))).toEqual({
      ...{ model: "there", input: ["a"], encoding_format: "float", dimensions: 8 },
    });
  });

  test("ask for pictures as base64, where an engine would return URLs", () => {
    const body = REQUEST_SCHEMAS.images.parse({ model: "m", prompt: "A door", n: 2 });
    const base = { model: "there", prompt: "A door", n: 2 };
    const asked = (engine: Engine) => imageBody(body, options(engine));
    expect(asked("openai_compatible")).toEqual({ ...base, response_format: "b64_json" });
    expect(asked("openai")).toEqual(base);
  });

  test("rank documents, at most as many as are wanted", () => {
    const body = { model: "m", query: "q", documents: ["a", "b"] };
    const ranked = (set: object) =>
      rerankBody(REQUEST_SCHEMAS.rerank.parse({ ...body, ...set }), options("vllm"));
    expect(ranked({})).toEqual({ ...body, model: "there" });
    expect(ranked({ top_n: 1 })).toEqual({ ...body, model: "there", top_n: 1 });
  });
});
