import { describe, expect, test } from "vitest";
import type { Answers } from "@/e2e/engines/engine";
import { type ChatAnswer, chunksOf, readAnswer } from "@/e2e/engines/answer";
import { HELLO, type Script } from "@/e2e/engines/script";
import type { EngineTarget } from "@/lib/engines/target";
import { asObject } from "@/lib/objects";
import { ENGINE_KINDS, type Engine } from "@/lib/registry/engines";
import { modelOf, testWorld } from "@/lib/testing";
import { chat, engineAt, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const CHAT = "/v1/chat/completions";

const start = (kind: Engine, answers: Answers = HELLO) => gateway.startOnly(kind, answers);

/** The answer of a plain request. */
async function plain(more: object = {}): Promise<ChatAnswer> {
  return readAnswer(await gateway.post(CHAT, chat(more)));
}

/** The answer of a streamed request; what holds for every stream is checked. */
async function streamed(more: object = {}): Promise<ChatAnswer> {
  const options = { stream: true, stream_options: { include_usage: true } };
  const answer = await readAnswer(await gateway.post(CHAT, chat({ ...options, ...more })));
  const { status, headers, events, error } = answer;
  if (status !== 200) return answer;
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("content-length")).toBeNull();
  expect(events.at(-1)).toBe("data: [DONE]");
  const chunks = chunksOf(answer).filter((chunk) => !asObject(chunk).error);
  const head = ({ id, created, model }: Record<string, unknown>) => [id, created, model].join();
  expect(new Set(chunks.map(head)).size).toBe(1);
  expect(chunks[0]).toMatchObject({ choices: [{ delta: { role: "assistant", content: "" } }] });
  if (!error) expect(chunks.at(-1)).toHaveProperty("mp.context");
  return answer;
}

const MODES = [
  ["plain", plain],
  ["streamed", streamed],
] as const;
const CASES = ENGINE_KINDS.flatMap((kind) =>
  MODES.map(([mode, ask]) => [kind, mode, ask] as const),
);

/** Tasks of their own have no profile, so a request takes no retries and its 60 s. */
const fails = (status: number, message: string): Script => ({
  ...HELLO,
  refusal: { status, message },
});

describe.each(CASES)("%s, %s", (kind, mode, ask) => {
  test("an answer arrives whole, with its tokens", async () => {
    const engine = await start(kind);
    expect(await ask()).toMatchObject({
      status: 200,
      text: "Hello",
      finish: "stop",
      usage: { total_tokens: 12 },
    });
    expect(engine.received).toHaveLength(1);
    expect(engine.received[0]?.body).toMatchObject({ model: "engine-model", stream: true });
  });

  test("without usage of the engine the tokens are estimated", async () => {
    await start(kind, { ...HELLO, hasUsage: false });
    expect(await ask()).toMatchObject({
      text: "Hello",
      usage: { completion_tokens: 2 },
      mp: { usage_estimated: true },
    });
  });

  test("reasoning has both of its names", async () => {
    await start(kind, { pieces: [{ reasoning: "Hm. " }, { reasoning: "Yes." }, { text: "Hi" }] });
    expect(await ask()).toMatchObject({ text: "Hi", reasoning: "Hm. Yes.", finish: "stop" });
  });

  test("tool calls have ids, text as arguments, and their finish reason", async () => {
    const call = (city: string) => ({ tool: "weather", arguments: ['{"city":', `"${city}"}`] });
    await start(kind, { pieces: [call("Rome"), { ...call("Oslo"), id: "call_2" }] });
    const { calls, finish } = await ask();
    expect(finish).toBe("tool_calls");
    expect(calls.map((each): unknown[] => [each.name, JSON.parse(each.arguments)])).toEqual([
      ["weather", { city: "Rome" }],
      ["weather", { city: "Oslo" }],
    ]);
    expect(calls[0]?.id).toMatch(/^call_\w{24}$/);
    expect(calls[1]?.id).toBe("call_2");
  });

  test("neither compression, nor halved events, nor a late first byte changes the answer", async () => {
    const ways = [{ gzip: true }, { halves: true }, { gzip: true, halves: true }, { delay: 50 }];
    await start(kind, (_, count) => ({ ...HELLO, ...ways[count - 1] }));
    for (const way of ways) {
      expect(await ask(), JSON.stringify(way)).toMatchObject({ text: "Hello", finish: "stop" });
    }
  });

  test.each(["error", "cut", "early"] as const)(
    "an answer that ends with %s is an error, never a short success",
    async (end) => {
      const engine = await start(kind, { ...HELLO, end });
      const answer = await ask();
      expect(answer).toMatchObject(mode === "plain" ? { status: 502 } : { text: "Hello" });
      expect(answer).toMatchObject({ finish: null, error: { type: "server_error" } });
      // Nothing is tried again after the first output.
      expect(engine.received).toHaveLength(1);
    },
  );

  test("a prompt that is too long is 400, and not tried again", async () => {
    const engine = await start(
      kind,
      fails(400, "request (9000 tokens) exceeds the available context size (4096)"),
    );
    expect(await ask()).toMatchObject({ status: 400, error: { code: "context_length_exceeded" } });
    expect(engine.received).toHaveLength(1);
  });

  test("500 for an image is 400, and not tried again", async () => {
    const engine = await start(
      kind,
      fails(500, "image input is not supported - hint: you may need to provide the mmproj"),
    );
    expect(await ask()).toMatchObject({ status: 400, error: { code: "unsupported_parameter" } });
    expect(engine.received).toHaveLength(1);
  });

  test("the engine's key, address and error texts with them stay inside", async () => {
    const leak =
      "http://10.1.2.3:8080/x failed for Bearer sk-engine-secret at gpu.internal:9000, 127.0.0.1";
    const engine = await start(kind, fails(400, leak));
    const { status, error, headers } = await ask();
    expect(status).toBe(400);
    const told = JSON.stringify([error, [...headers]]);
    for (const secret of [
      "10.1.2.3",
      "sk-engine-secret",
      "gpu.internal",
      new URL(engine.url).hostname,
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  test("no header of the caller reaches the engine", async () => {
    const engine = await start(kind);
    await gateway
      .post(CHAT, chat({ stream: mode === "streamed" }), {
        "x-conversation-id": "abc",
        cookie: "a=b",
        "x-api-key": "secret",
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      })
      .then((response) => response.text());
    const headers = Object.keys(engine.received[0]?.headers ?? {}).sort();
    expect(headers).toEqual([
      "accept",
      "authorization",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
      "x-request-id",
    ]);
    expect(engine.received[0]?.headers.authorization).toBe("Bearer sk-engine-secret");
  });
});

/** Asks engines of every kind at once, each with a model of its own, plain and streamed. */
async function everywhere(answers: Answers) {
  const cases = CASES.map(([kind, mode, ask]) => ({ kind, ask, id: `${kind}-${mode}` }));
  await world.putModels(...cases.map(({ id }) => modelOf(id, "TextToText", 4096)));
  const targets = new Map<string, EngineTarget>();
  const all = await Promise.all(
    cases.map(async ({ kind, id }) => {
      const engine = await gateway.start(kind, answers);
      targets.set(id, engineAt(kind, engine.url));
      return engine;
    }),
  );
  gateway.setEnginesOf((id) => [targets.get(id) ?? []].flat());
  const results = await Promise.all(cases.map(({ ask, id }) => ask({ model: `model:${id}` })));
  return results.map((result, index) => ({ ...result, requests: all[index]?.received.length }));
}

test("a model that is loading is waited for, on every kind of engine", async () => {
  const results = await everywhere((_, count) => (count < 3 ? fails(503, "Loading model") : HELLO));
  for (const { text, requests, headers } of results) {
    // Waiting is no attempt.
    expect([text, requests, headers.get("mp-attempts")]).toEqual(["Hello", 3, "1"]);
  }
});

test.each([
  ["busy", fails(503, "server busy, please try again")],
  ["failing", fails(500, "out of memory")],
  ["rate-limited", fails(429, "slow down")],
  ["silent about its error", { pieces: [], end: "early" } satisfies Script],
] as const)("an engine that is %s is asked again, on every kind", async (_name, bad) => {
  const results = await everywhere((_, count) => (count === 1 ? bad : HELLO));
  for (const { text, requests, headers } of results) {
    expect([text, requests, headers.get("mp-attempts")]).toEqual(["Hello", 2, "2"]);
  }
});

test("what the retries do not help is told to clients as final", async () => {
  const results = await everywhere(fails(500, "out of memory"));
  for (const result of results) {
    expect(result).toMatchObject({ status: 502, error: { code: "engine_error" }, requests: 3 });
    expect(result.headers.get("x-should-retry")).toBe("false");
  }
});
