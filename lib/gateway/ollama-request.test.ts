import { describe, expect, test } from "vitest";
import { ollamaChat, ollamaCompletion, ollamaEmbeddings } from "./ollama-request";
import type { BuildOptions } from "./openai-request";
import { REQUEST_SCHEMAS } from "./request-schema";

const OPTIONS: BuildOptions = {
  ...{ engine: "ollama", model: "there", values: {}, logprobs: false, refused: new Set<string>() },
};
const HELLO = { role: "user", content: "Hello" };
const CALL = { id: "c1", type: "function", function: { name: "look", arguments: '{"at":1}' } };
const TOOL = { type: "function", function: { name: "look", description: null, extra: 1 } };
const PICTURE = { type: "image_url", image_url: { url: "data:image/png;base64,iVBO" } };

describe("a chat with Ollama", () => {
  const bodyFor = (set: object, more: Partial<BuildOptions> = {}) => {
    const body = REQUEST_SCHEMAS.chat.parse({ model: "m", messages: [HELLO], ...set });
    return ollamaChat(body, body.messages, { ...OPTIONS, ...more });
  };

  test("fails for an overlong prompt, rather than to lose its start", () => {
    expect(bodyFor({}, { values: { options: { top_k: 4 } } })).toEqual({
      ...{ model: "there", messages: [HELLO], stream: true, truncate: false, shift: false },
      options: { top_k: 4 },
    });
  });

  test("has pictures without the start of their URL, beside the text", () => {
    const content = [PICTURE, { type: "text", text: "What?" }];
    expect(bodyFor({ messages: [{ role: "user", content }] }).messages).toEqual([
      { role: "user", content: "What?", images: ["iVBO"] },
    ]);
  });

  test("has arguments as objects, and the name of the tool with each result", () => {
    const empty = { ...CALL, id: "c2", function: { name: "list", arguments: " " } };
    const messages = [
      { role: "assistant", content: null, tool_calls: [CALL, empty], reasoning: "Hm." },
      { role: "tool", tool_call_id: "c2", content: "Two" },
      { role: "tool", tool_call_id: "gone", content: "?" },
    ];
    expect(bodyFor({ messages }).messages).toEqual([
      {
        ...{ role: "assistant", content: "", thinking: "Hm." },
        tool_calls: [
          { id: "c1", function: { name: "look", arguments: { at: 1 } } },
          { id: "c2", function: { name: "list", arguments: {} } },
        ],
      },
      { role: "tool", content: "Two", tool_call_id: "c2", tool_name: "list" },
      { role: "tool", content: "?", tool_call_id: "gone" },
    ]);
  });

  test.each(["{", "[1]", "7", "null"])("refuses the arguments %s, at their place", (text) => {
    const call = { ...CALL, function: { name: "look", arguments: text } };
    const messages = [HELLO, { role: "assistant", tool_calls: [CALL, call] }];
    expect(() => bodyFor({ messages })).toThrow(
      expect.objectContaining({
        code: "validation_failed",
        errors: [expect.objectContaining({ path: "messages.1.tool_calls.1.function.arguments" })],
      }) as Error,
    );
  });

  test.each([
    [{ type: "json_object" }, "json"],
    [
      { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } },
      { type: "object" },
    ],
    [{ type: "json_schema", json_schema: { name: "x" } }, "json"],
    [{ type: "text" }, undefined],
  ])("asks for the format %j as %j", (response_format, format) => {
    expect(bodyFor({ response_format }).format).toEqual(format);
  });

  test.each([
    [true, { logprobs: true, top_logprobs: 3 }, { logprobs: true, top_logprobs: 3 }],
    [true, { logprobs: true }, { logprobs: true, top_logprobs: 0 }],
    // The guard needs them, the caller does not.
    [true, { top_logprobs: 3 }, { logprobs: true, top_logprobs: 0 }],
    [false, { logprobs: true }, {}],
  ])("asks for probabilities: %j, with %j as %j", (logprobs, set, members) => {
    const { logprobs: asked, top_logprobs } = bodyFor(set, { logprobs });
    expect({ logprobs: asked, top_logprobs }).toEqual({
      ...{ logprobs: undefined, top_logprobs: undefined, ...members },
    });
  });

  test("has no tools if none may be called", () => {
    expect(bodyFor({ tools: [TOOL] }).tools).toEqual([
      { type: "function", function: { name: "look" } },
    ]);
    expect(bodyFor({ tools: [TOOL], tool_choice: "none" })).not.toHaveProperty("tools");
  });
});

test("Ollama continues a prompt as it is, or between two texts by the model's template", () => {
  const completion = REQUEST_SCHEMAS.completions.parse({ model: "m", prompt: "Once" });
  const raw = { model: "there", prompt: "Once", stream: true, truncate: false, shift: false };
  expect(ollamaCompletion(completion, OPTIONS)).toEqual({ ...raw, raw: true });
  const filled = ollamaCompletion({ ...completion, suffix: "the end" }, OPTIONS);
  expect(filled).toEqual({ ...raw, suffix: "the end" });
});

test("Ollama fails for an overlong text to embed, rather than to cut it", () => {
  const embedding = REQUEST_SCHEMAS.embeddings.parse({ model: "m", input: ["a"], dimensions: 8 });
  expect(ollamaEmbeddings(embedding, OPTIONS)).toEqual({
    ...{ model: "there", input: ["a"], truncate: false, dimensions: 8 },
  });
});
