import { describe, expect, test } from "vitest";
import type { Engine } from "@/lib/registry/engines";
import { type GatewayRequest, refusalForAll, refusalOf } from "./refusals";
import { REQUEST_SCHEMAS } from "./request-schema";

const HELLO = { role: "user", content: "Hello" };
const TOOL = { type: "function", function: { name: "look" } };

const chat = (set: object = {}): GatewayRequest => ({
  operation: "chat",
  body: REQUEST_SCHEMAS.chat.parse({ model: "m", messages: [HELLO], ...set }),
});
const completion = (set: object = {}): GatewayRequest => ({
  operation: "completions",
  body: REQUEST_SCHEMAS.completions.parse({ model: "m", prompt: "Once", ...set }),
});
const embeddings = (set: object = {}): GatewayRequest => ({
  operation: "embeddings",
  body: REQUEST_SCHEMAS.embeddings.parse({ model: "m", input: "a", ...set }),
});

/** The paths of what an engine cannot do. */
const refusedBy = (engine: Engine, request: GatewayRequest) =>
  (refusalOf(request, engine)?.errors ?? []).map(({ path }) => path);

describe("an engine is not asked for what it cannot do", () => {
  test.each<[string, object, Engine[], Engine[]]>([
    ["tool_choice", { tools: [TOOL], tool_choice: "required" }, ["ollama"], ["vllm", "openai"]],
    ["tool_choice", { tools: [TOOL], tool_choice: TOOL }, ["ollama"], ["llama_cpp"]],
    ["n", { n: 2 }, ["ollama", "lm_studio"], ["vllm", "llama_cpp"]],
    ["logprobs", { logprobs: true }, ["lm_studio"], ["ollama", "llama_cpp"]],
    ["logprobs", { logprobs: true, tools: [TOOL] }, ["llama_cpp"], ["vllm"]],
    ["response_format", { response_format: { type: "json_object" } }, ["lm_studio"], ["ollama"]],
    [
      "messages",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }],
          },
        ],
      },
      ["ollama", "lm_studio"],
      ["openai", "vllm"],
    ],
  ])("%s of a chat: %j", (path, set, unable, able) => {
    for (const engine of unable) expect(refusedBy(engine, chat(set)), engine).toEqual([path]);
    for (const engine of able) expect(refusedBy(engine, chat(set)), engine).toEqual([]);
  });

  test.each([
    { tool_choice: "auto", tools: [TOOL] },
    { tool_choice: "none", tools: [TOOL] },
    { tool_choice: null },
    { n: 1, logprobs: false, response_format: { type: "text" }, tools: [] },
  ])("but for %j it is, which every engine can do", (set) => {
    for (const engine of ["ollama", "llama_cpp", "lm_studio"] as const) {
      expect(refusalOf(chat(set), engine)).toBeUndefined();
    }
  });

  test("everything that it cannot do is named at once, with what it would take", () => {
    const set = { n: 2, logprobs: true, response_format: { type: "json_object" } };
    const refusal = refusalOf(chat(set), "lm_studio");
    expect(refusal).toMatchObject({ code: "unsupported_parameter" });
    expect(refusal?.errors?.map(({ path }) => path)).toEqual(["response_format", "n", "logprobs"]);
    expect(refusal?.message).toContain("must be json_schema: LM Studio takes no json_object");
  });

  test("completions lack what chats have, and a text that follows where no engine takes it", () => {
    expect(refusedBy("vllm", completion({ suffix: "x", logprobs: 1, echo: true }))).toEqual([
      ...["suffix", "logprobs", "echo"],
    ]);
    expect(refusedBy("ollama", completion({ suffix: "x" }))).toEqual([]);
    expect(refusedBy("ollama", completion({ n: 2 }))).toEqual(["n"]);
    expect(refusedBy("vllm", completion({ n: 2, suffix: "", echo: false }))).toEqual([]);
  });

  test("shorter vectors are only asked of engines that make them", () => {
    expect(refusedBy("llama_cpp", embeddings({ dimensions: 8 }))).toEqual(["dimensions"]);
    expect(refusedBy("llama_cpp", embeddings())).toEqual([]);
    expect(refusedBy("ollama", embeddings({ dimensions: 8 }))).toEqual([]);
  });

  test("an endpoint that it lacks is no fault of the request's members", () => {
    expect(refusalOf(completion(), "openai")).toMatchObject({ code: "unsupported_endpoint" });
    const rerank: GatewayRequest = {
      operation: "rerank",
      body: REQUEST_SCHEMAS.rerank.parse({ model: "m", query: "q", documents: ["a"] }),
    };
    expect(refusalOf(rerank, "ollama")?.message).toMatch(/^Ollama.* no endpoint for rerank\.$/);
    expect(refusalOf(rerank, "vllm")).toBeUndefined();
  });
});

describe("no engine is asked", () => {
  const picture = (url: string) => ({
    messages: [HELLO, { role: "user", content: [{ type: "image_url", image_url: { url } }] }],
  });

  test.each<[object, string[]]>([
    [{ modalities: ["text", "audio"] }, ["modalities"]],
    [{ audio: { voice: "x" } }, ["audio"]],
    [{ functions: [{ name: "look" }] }, ["functions"]],
    [{ function_call: "auto" }, ["functions"]],
    [picture("https://example.org/cat.png"), ["messages.1.content.0.image_url.url"]],
    [picture("data:text/html;base64,AAAA"), ["messages.1.content.0.image_url.url"]],
    [picture("data:image/png,AAAA"), ["messages.1.content.0.image_url.url"]],
  ])("for %j", (set, paths) => {
    expect(refusalForAll(chat(set))?.errors?.map(({ path }) => path)).toEqual(paths);
  });

  test("a picture that is no data is an invalid value; with anything else it is unsupported", () => {
    const url = picture("https://example.org/cat.png");
    expect(refusalForAll(chat(url))?.code).toBe("validation_failed");
    expect(refusalForAll(chat({ ...url, audio: {} }))?.code).toBe("unsupported_parameter");
  });

  test.each([{}, { modalities: ["text"], audio: null }, picture("data:image/svg+xml;base64,AAAA")])(
    "except for what some of them can do: %j",
    (set) => {
      expect(refusalForAll(chat(set))).toBeUndefined();
    },
  );
});
