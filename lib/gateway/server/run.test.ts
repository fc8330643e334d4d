import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { type ChatAnswer, chunksOf, readAnswer } from "@/e2e/engines/answer";
import type { Answers } from "@/e2e/engines/engine";
import type { StandIn } from "@/e2e/engines/server";
import { HELLO, type Piece, type Script } from "@/e2e/engines/script";
import type { EngineTarget } from "@/lib/engines/target";
import { createKey } from "@/lib/keys/server/service";
import type { KeyInput } from "@/lib/keys/schema";
import { CIRCUIT_BREAKER } from "@/lib/registry/circuit-breaker";
import { bearer } from "@/lib/http/server/testing";
import { metrics } from "@/lib/runtime/metrics";
import { announceStop } from "@/lib/runtime/process";
import { ADA, BEN, CHAT as MODEL, CLEO, testWorld } from "@/lib/testing";
import { chat, engineAt, fiveTimes, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const CHAT = "/v1/chat/completions";

async function start(answers: Answers, more: Partial<EngineTarget> = {}) {
  const engine = await gateway.start("llama_cpp", answers);
  return { engine, target: engineAt("llama_cpp", engine.url, more) };
}

/** Starts the only engine. */
const startOnly = (answers: Answers, more: Partial<EngineTarget> = {}) =>
  gateway.startOnly("llama_cpp", answers, more);

async function ask(more: object = {}, headers: Record<string, string> = {}): Promise<ChatAnswer> {
  return readAnswer(await gateway.post(CHAT, chat(more), headers));
}

/** A profile of Ben's with this circuit breaker; returns its name for requests. */
async function profileWith(circuit_breaker: object, more: object = {}): Promise<string> {
  const { id } = await world.create(BEN, "Guarded", { circuit_breaker, ...more });
  return `profile:${id}`;
}

async function keyWith(options: Partial<KeyInput>): Promise<Record<string, string>> {
  const input = { name: "k", scopes: ["infer" as const], expires_at: null, ...options };
  const { secret } = await createKey(world.as(BEN), input);
  return { authorization: `Bearer ${secret}` };
}

const failing: Script = { ...HELLO, refusal: { status: 500, message: "out of memory" } };
const words = (text: string): Piece[] => text.split(" ").map((word) => ({ text: `${word} ` }));

/** Resolves when the engine has this many requests. */
const requests = (engine: StandIn, count: number) =>
  expect.poll(() => engine.received.length, { interval: 5 }).toBe(count);

describe("time limits", () => {
  test("the first output must come within the profile's timeout", async () => {
    await startOnly({ ...HELLO, delay: 3000 });
    const model = await profileWith({ base_timeout: 1, max_retries: 0 });
    const { status, error, headers } = await ask({ model });
    expect([status, error]).toMatchObject([504, { code: "first_token_timeout" }]);
    expect(headers.get("x-should-retry")).toBe("false");
  });

  test("research tasks have a timeout of their own", async () => {
    await startOnly({ ...HELLO, delay: 3000 });
    const breaker = { base_timeout: 60, deep_research_timeout: 1, max_retries: 0 };
    const model = await profileWith(breaker, { type: 11 });
    expect(await ask({ model })).toMatchObject({ error: { code: "first_token_timeout" } });
  });

  test("a model that Ollama is loading does not use up the timeout", async () => {
    const loading = { ...HELLO, delay: 1500 };
    const ollama = await gateway.start("ollama", ({ path }) =>
      path === "/api/ps" ? HELLO : loading,
    );
    const model = await profileWith({ base_timeout: 1, max_retries: 0 });
    gateway.setEngines(engineAt("ollama", ollama.url, { model: "not-loaded" }));
    expect(await ask({ model })).toMatchObject({ text: "Hello" });
    gateway.setEngines(engineAt("ollama", ollama.url));
    expect(await ask({ model })).toMatchObject({ error: { code: "first_token_timeout" } });
  });

  test("silence after the first output ends a stream with an error event", async () => {
    const engine = await startOnly({ ...HELLO, end: "silence" });
    const model = await profileWith({ base_timeout: 1 });
    const { status, text, error, events } = await ask({ model, stream: true });
    expect([status, text]).toEqual([200, "Hello"]);
    expect(error).toMatchObject({ code: "silence_timeout" });
    expect(events.at(-1)).toBe("data: [DONE]");
    await engine.received[0]?.closed;
  });

  test("headers are sent in time, and what fails later is an event", async () => {
    vi.stubEnv("GATEWAY_HEADERS_WITHIN", "0.1");
    await startOnly({ ...failing, delay: 300 });
    const model = await profileWith({ max_retries: 0 });
    const { status, error, events } = await ask({ model, stream: true });
    expect([status, events.length]).toEqual([200, 2]);
    expect(error).toMatchObject({ code: "engine_error" });
  });

  test("a request has an end, however long its engine goes on", async () => {
    vi.stubEnv("GATEWAY_TOTAL_WITHIN", "1");
    await startOnly({ ...HELLO, end: "silence" });
    expect(await ask()).toMatchObject({ status: 504, error: { code: "total_timeout" } });
  });

  test("running streams are told of a shutdown before the grace period ends", async () => {
    const engine = await startOnly({ ...HELLO, end: "silence" });
    const answer = ask({ stream: true });
    await requests(engine, 1);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    announceStop();
    vi.advanceTimersByTime(20_000);
    vi.useRealTimers();
    expect((await answer).error).toMatchObject({ code: "shutting_down" });
  });
});

describe("a client that leaves", () => {
  const leave = (more: object) => {
    const controller = new AbortController();
    const response = gateway.post(CHAT, chat(more), {}, controller.signal).catch(() => undefined);
    return { leave: () => controller.abort(), response };
  };

  test.each([false, true])(
    "ends the engine's request before its first output within 100 ms (stream: %s)",
    async (stream) => {
      const engine = await startOnly({ ...HELLO, delay: 10_000 });
      const times = await fiveTimes(async (done) => {
        const client = leave({ stream });
        await requests(engine, done + 1);
        return [client.leave, () => engine.received[done]?.closed];
      });
      expect(Math.min(...times)).toBeLessThan(100);
    },
  );

  test("while it waits in the queue is never sent to the engine", async () => {
    const engine = await startOnly({ ...HELLO, delay: 300 }, { maxParallel: 1 });
    const first = ask();
    await requests(engine, 1);
    const client = leave({});
    const third = ask();
    client.leave();
    expect(await Promise.all([first, third])).toMatchObject([{ text: "Hello" }, { text: "Hello" }]);
    expect(engine.received).toHaveLength(2);
  });

  test("leaves no slot taken, after 50 of them", async () => {
    const engine = await startOnly({ ...HELLO, delay: 50 }, { maxParallel: 2 });
    const clients = Array.from({ length: 50 }, () => leave({ stream: true }));
    await requests(engine, 2);
    for (const client of clients) client.leave();
    await expect.poll(() => engine.open()).toBe(0);
    expect(await ask()).toMatchObject({ text: "Hello" });
  });
});

describe("engines", () => {
  test("one that fails is followed by the next one that serves the model", async () => {
    const [first, second] = [await start(failing), await start(HELLO, { name: "second" })];
    gateway.setEngines(first.target, second.target);
    const { text, headers } = await ask();
    expect([text, headers.get("mp-engine"), headers.get("mp-attempts")]).toEqual([
      "Hello",
      "second",
      "2",
    ]);
  });

  test("one that cannot do what is asked is passed over", async () => {
    const ollama = await gateway.start("ollama");
    const second = await start(HELLO, { name: "second" });
    gateway.setEngines(engineAt("ollama", ollama.url), second.target);
    const forced = {
      tools: [{ type: "function", function: { name: "f" } }],
      tool_choice: "required",
    };
    expect((await ask(forced)).headers.get("mp-engine")).toBe("second");
    gateway.setEngines(engineAt("ollama", ollama.url));
    expect(await ask(forced)).toMatchObject({
      status: 400,
      error: { code: "unsupported_parameter", param: "tool_choice" },
    });
  });

  test("after five failures one rests for the cooldown, then has one trial", async () => {
    let answer: Script = failing;
    const engine = await startOnly(() => answer);
    const model = await profileWith({ max_retries: 0, cooldown_period: 1 });
    for (let count = 1; count <= 5; count += 1) expect((await ask({ model })).status).toBe(502);
    const { status, error, headers } = await ask({ model });
    expect([status, error]).toMatchObject([503, { code: "engine_unavailable" }]);
    expect(Number(headers.get("retry-after"))).toBe(1);
    expect(engine.received).toHaveLength(5);
    answer = HELLO;
    await expect.poll(() => ask({ model })).toMatchObject({ text: "Hello" });
    expect(engine.received).toHaveLength(6);
  });

  test("bad requests never open the breaker", async () => {
    const refused: Script = { ...HELLO, refusal: { status: 400, message: "no such thing" } };
    const engine = await startOnly((_, count) => (count <= 6 ? refused : HELLO));
    for (let count = 1; count <= 6; count += 1) expect((await ask()).status).toBe(400);
    expect(await ask()).toMatchObject({ text: "Hello" });
    expect(engine.received).toHaveLength(7);
  });

  test("one that refuses stream_options is asked without, from then on", async () => {
    const engine = await startOnly(({ body }) => {
      const message = "stream_options is not permitted";
      // What a test's engine was sent is any JSON.
      // oxlint-disable-next-line typescript/no-unsafe-member-access
      return body.stream_options ? { ...HELLO, refusal: { status: 400, message } } : HELLO;
    });
    expect(await ask()).toMatchObject({ text: "Hello" });
    expect(await ask()).toMatchObject({ text: "Hello" });
    expect(engine.received).toHaveLength(3);
  });

  test("one that cannot think is asked without, and the value is told as dropped", async () => {
    const message = "“engine-model” does not support thinking";
    const ollama = await gateway.start("ollama", (_, count) =>
      count === 1 ? { ...HELLO, refusal: { status: 400, message } } : HELLO,
    );
    gateway.setEngines(engineAt("ollama", ollama.url));
    const { text, headers } = await ask({ reasoning_effort: "high" });
    expect([text, headers.get("mp-dropped")]).toEqual(["Hello", "think;code=no_capability"]);
    expect(ollama.received[1]?.body).not.toHaveProperty("think");
  });

  test.each(["ollama", "vllm"] as const)(
    "one that cannot stream is asked for whole answers: %s",
    async (kind) => {
      const engine = await gateway.start(kind);
      gateway.setEngines(engineAt(kind, engine.url, { flags: ["no_stream"] }));
      expect(await ask({ stream: true })).toMatchObject({ text: "Hello", finish: "stop" });
      expect(engine.received[0]?.body).toMatchObject({ stream: false });
    },
  );

  test("more than 32 requests that wait are too many", async () => {
    await startOnly({ ...HELLO, delay: 100_000 }, { maxParallel: 1 });
    const controller = new AbortController();
    const clients = Array.from({ length: 33 }, () =>
      gateway.post(CHAT, chat(), {}, controller.signal).catch(() => "aborted"),
    );
    const waiting = async () => (await metrics().gateway.queue.get()).values[0]?.value;
    await expect.poll(waiting).toBe(32);
    expect(await ask()).toMatchObject({
      status: 429,
      error: { code: "queue_full", type: "rate_limit_error" },
    });
    controller.abort();
    expect(new Set(await Promise.all(clients))).toEqual(new Set(["aborted"]));
  });
});

describe("the guard", () => {
  const loop = words(Array(60).fill("one two three four five six").join(" "));
  const REPEATS = {
    enable_repetition_detection: true,
    repetition_ngram: 6,
    repetition_threshold: 6,
  };

  test("and the time limits use every field of the circuit breaker", () => {
    const files = readdirSync("lib/gateway", { recursive: true, encoding: "utf8" });
    const sources = files.filter((name) => /(?<!test)\.ts$/.test(name));
    const text = sources.map((name) => readFileSync(`lib/gateway/${name}`, "utf8")).join("");
    for (const { name } of CIRCUIT_BREAKER) expect(text, name).toContain(name);
  });

  test("cuts a stream that goes in circles, says so, and ends the engine's request", async () => {
    const engine = await startOnly({ pieces: loop, end: "silence" });
    const model = await profileWith(REPEATS);
    const answer = await ask({ model, stream: true });
    expect([answer.finish, answer.mp]).toMatchObject(["length", { stopped_by: "repetition" }]);
    // Six times six words, and no more than one check later.
    expect(answer.text.split(" ").length).toBeLessThan(50);
    await engine.received[0]?.closed;
  });

  test("makes a plain answer again with another seed", async () => {
    const engine = await startOnly((_, count) => (count === 1 ? { pieces: loop } : HELLO));
    const model = await profileWith(REPEATS);
    expect(await ask({ model })).toMatchObject({ text: "Hello", finish: "stop" });
    expect(engine.received[0]?.body).not.toHaveProperty("seed");
    expect(engine.received[1]?.body).toHaveProperty("seed");
  });

  test("leaves code, tables and JSON alone", async () => {
    const text = `\`\`\`\n${Array(60).fill("a b c d e f").join("\n")}\n\`\`\`\n`;
    const table = `${Array(60).fill("| a | b | c | d |").join("\n")}\n`;
    await startOnly({ pieces: [...words(text), ...words(table)] });
    const model = await profileWith(REPEATS);
    expect(await ask({ model, stream: true })).toMatchObject({ finish: "stop" });
  });

  test("cuts tool arguments by their own limits", async () => {
    const parts = Array.from({ length: 40 }, () => '"a","b",');
    await startOnly({ pieces: [{ tool: "f", arguments: parts }], end: "silence" });
    const model = await profileWith({ ...REPEATS, repetition_threshold: 20 });
    const answer = await ask({ model, stream: true });
    expect([answer.finish, answer.mp]).toMatchObject(["length", { stopped_by: "repetition" }]);
  });

  const PERPLEXITY = {
    enable_perplexity_guard: true,
    perplexity_threshold: 10,
    min_tokens_for_eval: 20,
  };
  const unsure = words(Array.from({ length: 60 }, (_, index) => `w${index}`).join(" ")).map(
    (piece) => ({ ...piece, logprob: -5 }),
  );

  test("cuts an answer that the model is too unsure of, without showing probabilities", async () => {
    const engine = await startOnly({ pieces: unsure, end: "silence" });
    const model = await profileWith(PERPLEXITY);
    const answer = await ask({ model, stream: true });
    expect([answer.finish, answer.mp]).toMatchObject(["length", { stopped_by: "perplexity" }]);
    expect(answer.text.trim().split(" ")).toHaveLength(20);
    expect(engine.received[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 0 });
    expect(JSON.stringify(chunksOf(answer))).not.toContain("logprob");
  });

  test("is off where the engine has no probabilities, and says so", async () => {
    const studio = await gateway.start("lm_studio", { pieces: unsure });
    gateway.setEngines(engineAt("lm_studio", studio.url));
    const { finish, headers } = await ask({ model: await profileWith(PERPLEXITY) });
    expect([finish, headers.get("mp-warning")]).toEqual(["stop", "guard_off"]);
  });

  test("ends a strict stream with an error", async () => {
    await startOnly({ pieces: loop, end: "silence" });
    const model = await profileWith(REPEATS, { parameters: {} });
    const strict = { prefer: "handling=strict" };
    const answer = await ask({ model, stream: true, seed: 1, min_p: 0.05, temperature: 1 }, strict);
    expect(answer.error).toMatchObject({ code: "engine_bad_answer" });
  });
});

describe("callers", () => {
  const sent = ({ received: [first] }: StandIn) => first?.body as unknown;

  test("a strict request is refused for what cannot be sent as it is", async () => {
    const engine = await startOnly(HELLO);
    const answer = await ask({ user: "me" }, { prefer: "handling=strict" });
    expect(answer).toMatchObject({
      status: 400,
      error: { code: "unsupported_parameter", param: "user" },
    });
    expect(engine.received).toHaveLength(0);
  });

  test("a key can ignore the caller's parameters", async () => {
    const engine = await startOnly(HELLO);
    const model = await profileWith({}, { parameters: { temperature: 0.1 } });
    await ask(
      { model, temperature: 1.9, top_k: 3 },
      await keyWith({ caller_parameters: "ignored" }),
    );
    expect(sent(engine)).toMatchObject({ temperature: 0.1 });
    expect(sent(engine)).not.toHaveProperty("top_k");
  });

  test.each([
    ["prepend", "Profile\n\nCaller"],
    ["if_absent", "Caller"],
    ["profile_only", "Profile"],
  ] as const)("a key decides about system prompts: %s", async (system_prompt, expected) => {
    const engine = await startOnly(HELLO);
    const model = await profileWith({}, { system_prompt: "Profile" });
    const messages = [
      { role: "system", content: "Caller" },
      { role: "user", content: "Hello" },
    ];
    await ask({ model, messages }, await keyWith({ system_prompt }));
    expect(sent(engine)).toMatchObject({
      messages: [{ role: "system", content: expected }, messages[1]],
    });
  });

  test("a key can be limited to some models, under any of their names", async () => {
    await startOnly(HELLO);
    const headers = await keyWith({ models: ["task:primary"] });
    expect((await ask({ model: "task:1" }, headers)).status).toBe(200);
    expect(await ask({}, headers)).toMatchObject({
      status: 403,
      error: { code: "model_not_allowed" },
    });
  });

  test("a key's requests at once wait for each other", async () => {
    const engine = await startOnly({ ...HELLO, delay: 100 });
    const headers = await keyWith({ max_parallel: 1 });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, engine.open())), 5);
    await Promise.all([ask({}, headers), ask({}, headers), ask({}, headers)]);
    clearInterval(watch);
    expect([most, engine.received.length]).toEqual([1, 3]);
  });

  test("an inference server uses the profiles of the user it names", async () => {
    const engine = await startOnly(HELLO);
    const { id } = await world.create(CLEO, "Cleo's", { system_prompt: "For Cleo" });
    const headers = await bearer(world, ADA, "service", "infer");
    const model = `profile:${id}`;
    expect((await ask({ model }, headers)).status).toBe(404);
    const forCleo = { ...headers, "x-on-behalf-of": CLEO.id };
    expect((await ask({ model }, forCleo)).status).toBe(200);
    expect(sent(engine)).toMatchObject({ messages: [{ content: "For Cleo" }, {}] });
    const unknown = { ...headers, "x-on-behalf-of": "99999999-0000-4000-8000-000000000000" };
    expect(await ask({}, unknown)).toMatchObject({
      status: 404,
      error: { code: "user_not_found" },
    });
    expect((await ask({}, { "x-on-behalf-of": CLEO.id })).status).toBe(403);
  });

  test("a profile is found by its id and its name, in any case", async () => {
    await startOnly(HELLO);
    const { id } = await world.create(BEN, "My Own");
    for (const model of [
      id,
      `profile:${id.toUpperCase()}`,
      "my own",
      "profile:MY OWN",
      `model:${MODEL}`,
    ]) {
      expect((await ask({ model })).status, model).toBe(200);
    }
    expect(await ask({ model: "My Owm" })).toMatchObject({
      status: 404,
      error: { message: expect.stringContaining("profile:My Own") as unknown },
    });
  });
});
