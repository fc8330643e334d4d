import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { HumanMessage } from "@langchain/core/messages";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { embedMany, generateText, jsonSchema, streamText, tool } from "ai";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import type { Answers } from "@/e2e/engines/engine";
import { HELLO, type Script } from "@/e2e/engines/script";
import { ENGINE_KINDS, type Engine } from "@/lib/registry/engines";
import { CHAT, EMBEDDER, testWorld } from "@/lib/testing";
import { fiveTimes, testGateway } from "./testing";

const gateway = testGateway(testWorld());
const MODEL = `model:${CHAT}`;

const start = (kind: Engine, answers: Answers = HELLO) => gateway.startOnly(kind, answers);

const openai = () => new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.origin}/v1` });
const ai = () =>
  createOpenAICompatible({
    name: "gateway",
    apiKey: gateway.key,
    baseURL: `${gateway.origin}/v1`,
    includeUsage: true,
  });
const settings = () => ({
  apiKey: gateway.key,
  configuration: { baseURL: `${gateway.origin}/v1` },
});
const langChain = () => new ChatOpenAI({ model: MODEL, ...settings() });

const THINKING: Script = { pieces: [{ reasoning: "Hm." }, { text: "Hel" }, { text: "lo" }] };
const CALL: Script = { pieces: [{ tool: "weather", arguments: ['{"city":', '"Rome"}'] }] };
const WEATHER = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
} as const;
const TOOLS = [
  { type: "function", function: { name: "weather", parameters: { ...WEATHER } } },
] satisfies OpenAI.ChatCompletionTool[];
const MESSAGES = [{ role: "user", content: "Hello" }] satisfies OpenAI.ChatCompletionMessageParam[];
const PICTURE = "data:image/png;base64,iVBORw0KGgo=";

describe.each(ENGINE_KINDS)("openai with %s", (kind) => {
  test("chats, streams with usage, and reads reasoning", async () => {
    await start(kind, THINKING);
    const whole = await openai().chat.completions.create({ model: MODEL, messages: MESSAGES });
    expect(whole.choices[0]?.message).toMatchObject({ content: "Hello", reasoning_content: "Hm." });
    expect(whole.usage?.total_tokens).toBe(12);
    const stream = openai().chat.completions.stream({
      model: MODEL,
      messages: MESSAGES,
      stream_options: { include_usage: true },
    });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe("Hello");
    expect(final.usage?.total_tokens).toBe(12);
  });

  test("gets tool calls, and the engine the tools, a JSON schema and an image", async () => {
    const engine = await start(kind, CALL);
    const schema = { name: "city", schema: { ...WEATHER } };
    const answer = await openai().chat.completions.create({
      model: MODEL,
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Where?" },
            { type: "image_url", image_url: { url: PICTURE } },
          ],
        },
      ],
      tools: TOOLS,
      response_format: { type: "json_schema", json_schema: schema },
    });
    const [call] = answer.choices[0]?.message.tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: "weather", arguments: '{"city":"Rome"}' } });
    const sent = JSON.stringify(engine.received[0]?.body);
    for (const part of ['"weather"', '"required":["city"]', "iVBORw0KGgo="]) {
      expect(sent).toContain(part);
    }
  });

  test("reads embeddings in both encodings", async () => {
    await start(kind);
    const vectors = async (encoding: { encoding_format?: "float" | "base64" }) => {
      const request = { model: `model:${EMBEDDER}`, input: ["one", "two"], ...encoding };
      const { data } = await openai().embeddings.create(request);
      return data.map(({ embedding }): unknown => embedding);
    };
    const floats = [0.5, -0.25, 0.125];
    const text = Buffer.from(Float32Array.from(floats).buffer).toString("base64");
    expect(await vectors({})).toEqual([floats, floats]);
    expect(await vectors({ encoding_format: "float" })).toEqual([floats, floats]);
    expect(await vectors({ encoding_format: "base64" })).toEqual([text, text]);
  });

  test("throws the message of an error in a stream", async () => {
    await start(kind, { ...HELLO, end: "error" });
    const stream = await openai().chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      stream: true,
    });
    const read = async () => {
      for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
    };
    await expect(read()).rejects.toThrow("the runner crashed");
  });
});

describe.each(ENGINE_KINDS)("the AI SDK with %s", (kind) => {
  test("chats, and streams to a finish reason with usage and reasoning", async () => {
    await start(kind, THINKING);
    const model = ai()(MODEL);
    const { text, reasoningText } = await generateText({ model, prompt: "Hello" });
    expect([text, reasoningText]).toEqual(["Hello", "Hm."]);
    const stream = streamText({ model, prompt: "Hello" });
    expect(await stream.text).toBe("Hello");
    expect(await stream.finishReason).toBe("stop");
    expect((await stream.usage).totalTokens).toBe(12);
  });

  test("gets tool calls and embeddings", async () => {
    await start(kind, CALL);
    const weather = tool({ inputSchema: jsonSchema<{ city: string }>({ ...WEATHER }) });
    const { toolCalls } = await generateText({
      model: ai()(MODEL),
      prompt: "Where?",
      tools: { weather },
    });
    expect(toolCalls[0]).toMatchObject({ toolName: "weather", input: { city: "Rome" } });
    const model = ai().embeddingModel(`model:${EMBEDDER}`);
    const { embeddings } = await embedMany({ model, values: ["one", "two"] });
    expect(embeddings).toEqual([
      [0.5, -0.25, 0.125],
      [0.5, -0.25, 0.125],
    ]);
  });
});

describe.each(ENGINE_KINDS)("LangChain with %s", (kind) => {
  test("chats, streams, reads reasoning, tool calls and embeddings", async () => {
    await start(kind, THINKING);
    const answer = await langChain().invoke([new HumanMessage("Hello")]);
    expect(answer.content).toBe("Hello");
    expect(answer.additional_kwargs.reasoning_content).toBe("Hm.");
    let streamed = "";
    for await (const chunk of await langChain().stream("Hello")) streamed += chunk.text;
    expect(streamed).toBe("Hello");
    await start(kind, CALL);
    const { tool_calls } = await langChain().bindTools(TOOLS).invoke("Where?");
    expect(tool_calls?.[0]).toMatchObject({ name: "weather", args: { city: "Rome" } });
    const embeddings = new OpenAIEmbeddings({ model: `model:${EMBEDDER}`, ...settings() });
    expect(await embeddings.embedQuery("one")).toEqual([0.5, -0.25, 0.125]);
  });
});

/** What the gateway answers to requests of these kinds, and how often a client may ask. */
const ERRORS: readonly [name: string, script: Script, request: object, status: number][] = [
  ["a bad parameter", HELLO, { temperature: 9 }, 400],
  ["an unknown model", HELLO, { model: "task:none" }, 404],
  [
    "a prompt that is too long",
    { ...HELLO, refusal: { status: 400, message: "exceeds the context size" } },
    {},
    400,
  ],
  [
    "a failing engine",
    { ...HELLO, refusal: { status: 500, message: "out of memory" } },
    { max_tokens: 5 },
    502,
  ],
];

test.each(ERRORS)(
  "openai asks once for %s, and has the message",
  async (_name, script, request, status) => {
    await start("llama_cpp", script);
    let requests = 0;
    const client = new OpenAI({
      apiKey: gateway.key,
      baseURL: `${gateway.origin}/v1`,
      fetch: (url, init) => {
        requests += 1;
        return fetch(url, init);
      },
    });
    const call = client.chat.completions.create({ model: MODEL, messages: MESSAGES, ...request });
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status });
    expect(String(error)).not.toContain("no body");
    expect(requests).toBe(1);
  },
);

test("a client that aborts ends the engine's request within 100 ms", async () => {
  const engine = await start("llama_cpp", { ...HELLO, end: "silence" });
  const request = { model: MODEL, messages: MESSAGES, stream: true } as const;
  const times = await fiveTimes(async (done) => {
    const stream = await openai().chat.completions.create(request);
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === "lo") break;
    return [() => stream.controller.abort(), () => engine.received[done]?.closed];
  });
  expect(Math.min(...times)).toBeLessThan(100);
});
