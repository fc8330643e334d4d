import { afterEach, describe, expect, test, vi } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, testWorld } from "@/lib/testing";
import type { Engine } from "@/lib/registry/engines";
import { engineInput } from "../schema";
import { engineHealth, keepChecking, setBreaker, testEngine } from "./health-service";
import { createEngine, listEngines, listEngineStatus, updateEngine } from "./service";
import { ANSWERS, type Answers, Failure, fakeServer, type FakeServer, LOADING } from "./testing";

const world = testWorld();
const { as, expectRefusal } = world;

const servers: FakeServer[] = [];
async function serve(answers: Answers): Promise<FakeServer> {
  const server = await fakeServer(answers);
  servers.push(server);
  return server;
}
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const add = (kind: Engine, address: string, more: object = {}) =>
  createEngine(as(ADA), engineInput.parse({ kind, name: kind, address, ...more }));

describe("a test of an engine", () => {
  test.each([
    [
      "ollama",
      "0.12.6",
      [
        { name: "qwen3:30b", context: 8192, state: "loaded" },
        { name: "gemma3:4b", context: null, state: "unloaded" },
      ],
    ],
    ["llama_cpp", "b6500-abc", [{ name: "qwen3.gguf", context: 1024, state: "loaded" }]],
    ["vllm", "0.11.0", [{ name: "qwen/qwen3", context: 32_768, state: "loaded" }]],
    [
      "lm_studio",
      null,
      [
        { name: "qwen3-30b", context: 4096, state: "loaded" },
        { name: "gemma-3", context: null, state: "unloaded" },
      ],
    ],
    ["openai_compatible", null, [{ name: "gpt", context: 2048, state: null }]],
  ] as const)(
    "of kind %s gives its version, models and their context",
    async (kind, version, models) => {
      const server = await serve(ANSWERS[kind]);
      const { id } = await add(kind, server.address, { key: "secret" });
      const result = await testEngine(as(ADA), id.toUpperCase());
      expect(result).toMatchObject({ health: { status: "up", version, reason: null }, models });
      expect(result.model_total).toBe(models.length);
      expect(result.accepts.tasks).toContain("text");
      expect(result.accepts.request).toContain("temperature");
      expect(new Set(server.keys)).toEqual(new Set(["Bearer secret"]));
      const [engine] = (await listEngines(as(ADA))).data;
      expect(engine?.health).toEqual(result.health);
    },
  );

  test("that has a path behind its address asks at its root", async () => {
    const server = await serve(ANSWERS.llama_cpp);
    const { id } = await add("llama_cpp", `${server.address}/v1/chat/completions`);
    expect(await testEngine(as(ADA), id)).toMatchObject({ health: { status: "up" } });
  });

  test.each([
    ["refuses the key", new Failure(401), "refused the key with status 401"],
    ["answers something else", { models: "none" }, "/v1/models did not return a list of models"],
    ["fails", new Failure(500), "answered /v1/models with status 500"],
  ])("that %s is down and says why", async (_what, answer, reason) => {
    const server = await serve({ "/v1/models": answer });
    const { id } = await add("vllm", server.address);
    const { health, models } = await testEngine(as(ADA), id);
    expect(health).toMatchObject({ status: "down", reason });
    expect(models).toEqual([]);
  });

  test("that is not there, or whose key is not set, is down and says why", async () => {
    const server = await serve({});
    await server.close();
    const gone = await add("ollama", server.address);
    const { health } = await testEngine(as(ADA), gone.id);
    expect(health.reason).toContain("ECONNREFUSED");
    await updateEngine(as(ADA), gone.id, { key: "env:NOT_SET_ANYWHERE" });
    const again = await testEngine(as(ADA), gone.id);
    expect(again.health.reason).toContain("NOT_SET_ANYWHERE, which is not set");
  });

  test("on this machine is refused unless it is local", async () => {
    const server = await serve(ANSWERS.ollama);
    const { id } = await add("ollama", server.address, { local: false });
    const { health } = await testEngine(as(ADA), id);
    expect(health.reason).toContain("only allowed for a local engine");
    expect(server.asked).toEqual([]);
  });

  test("of llama.cpp that loads a model is loading", async () => {
    const server = await serve({ "/v1/models": LOADING });
    const { id } = await add("llama_cpp", server.address);
    expect((await testEngine(as(ADA), id)).health.status).toBe("loading");
  });

  test("is shared by all who ask at the same time", async () => {
    const server = await serve(ANSWERS.ollama);
    const { id } = await add("ollama", server.address);
    const release = server.hold();
    const both = [testEngine(as(ADA), id), testEngine(as(ADA), id)];
    await expect.poll(() => server.asked.length).toBe(1);
    release();
    await Promise.all(both);
    expect(server.asked).toEqual(["/api/version", "/api/tags", "/api/ps"]);
  });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a user", BEN, "permission_denied"],
  ] as const)("is out of reach for %s", async (_who, actor, code) => {
    const server = await serve(ANSWERS.ollama);
    const { id } = await add("ollama", server.address);
    await expectRefusal(() => testEngine(as(actor), id), { code });
    expect(server.asked).toEqual([]);
  });
});

describe("the health of an engine", () => {
  test("is unknown before a check, and after a change", async () => {
    const server = await serve(ANSWERS.ollama);
    const made = await add("ollama", server.address);
    expect(made.health).toMatchObject({ status: "unknown", checked_at: null });
    await testEngine(as(ADA), made.id);
    expect(engineHealth(as(BEN), made).status).toBe("up");
    const moved = await updateEngine(as(ADA), made.id, { address: "http://localhost:9" });
    expect(moved.health.status).toBe("unknown");
  });

  test("is open while a breaker is, unless the engine is down", async () => {
    const server = await serve(ANSWERS.ollama);
    const made = await add("ollama", server.address);
    setBreaker(as(BEN), made.id, "one", true);
    setBreaker(as(BEN), made.id, "other", true);
    expect(engineHealth(as(BEN), made).status).toBe("open");
    setBreaker(as(BEN), made.id, "one", false);
    expect((await listEngineStatus(as(BEN))).data).toMatchObject([{ status: "open" }]);
    setBreaker(as(BEN), made.id, "other", false);
    await testEngine(as(ADA), made.id);
    expect(engineHealth(as(BEN), made).status).toBe("up");
    server.answer({});
    await testEngine(as(ADA), made.id);
    setBreaker(as(BEN), made.id, "one", true);
    expect(engineHealth(as(BEN), made).status).toBe("down");
  });

  test("is checked at once and at every interval, and no more once stopped", async () => {
    const server = await serve(ANSWERS.ollama);
    const made = await add("ollama", server.address);
    const off = await add("vllm", server.address, { enabled: false });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const checks = keepChecking(as(ADA), 30_000);
    await expect.poll(() => engineHealth(as(BEN), made).status).toBe("up");
    server.answer({ "/api/version": {}, "/api/tags": new Failure(503) });
    vi.advanceTimersByTime(30_000);
    await expect.poll(() => engineHealth(as(BEN), made).status).toBe("down");
    expect(engineHealth(as(BEN), off).status).toBe("unknown");
    await checks.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that is being checked is not checked a second time meanwhile, and stopping ends the check", async () => {
    const server = await serve(ANSWERS.ollama);
    const made = await add("ollama", server.address);
    server.hold();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const checks = keepChecking(as(ADA), 30_000);
    await expect.poll(() => server.asked.length).toBe(1);
    vi.advanceTimersByTime(90_000);
    await checks.stop();
    expect(server.asked).toHaveLength(1);
    expect(engineHealth(as(BEN), made).status).toBe("unknown");
  });
});
