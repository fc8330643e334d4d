import { beforeEach, expect, test } from "vitest";
import { readAnswer } from "@/e2e/engines/answer";
import type { Answers } from "@/e2e/engines/engine";
import { HELLO, type Script } from "@/e2e/engines/script";
import type { EngineTarget } from "@/lib/engines/target";
import { forgetSingleton } from "@/lib/http/server/testing";
import { metrics } from "@/lib/runtime/metrics";
import { BEN, testWorld } from "@/lib/testing";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const CHAT = "/v1/chat/completions";

beforeEach(() => forgetSingleton("metrics"));

const startOnly = (answers: Answers, more: Partial<EngineTarget> = {}) =>
  gateway.startOnly("lm_studio", answers, { name: "gpu-1", ...more });

const ask = async (more: object = {}) => readAnswer(await gateway.post(CHAT, chat(more)));

async function profileWith(circuit_breaker: object): Promise<string> {
  const { id } = await world.create(BEN, "Guarded", { circuit_breaker });
  return `profile:${id}`;
}

/** The gateway's lines of `/api/metrics`, without buckets. */
async function lines(): Promise<string[]> {
  const text = await metrics().registry.metrics();
  return text
    .split("\n")
    .filter((line) => line.startsWith("gateway_") && !line.includes("_bucket"));
}

test("an answered request is counted with its tokens, times and what was not sent", async () => {
  await startOnly(HELLO);
  expect(await ask({ min_p: 0.1 })).toMatchObject({ text: "Hello" });
  const text = await lines();
  expect(text).toEqual(
    expect.arrayContaining([
      `gateway_requests_total{path="${CHAT}",engine="gpu-1",status="200"} 1`,
      'gateway_tokens_total{engine="gpu-1",type="input"} 7',
      'gateway_tokens_total{engine="gpu-1",type="output"} 5',
      "gateway_first_token_seconds_count 1",
      "gateway_overhead_seconds_count 1",
      'gateway_active{engine="gpu-1"} 0',
      'gateway_dropped_total{name="min_p",engine="gpu-1"} 1',
    ]),
  );
});

test("active and waiting requests are counted while they last", async () => {
  const engine = await startOnly({ ...HELLO, end: "silence" }, { maxParallel: 1 });
  const controller = new AbortController();
  const clients = [1, 2, 3].map(() =>
    gateway.post(CHAT, chat({ stream: true }), {}, controller.signal).catch(() => "aborted"),
  );
  await expect.poll(() => engine.received).toHaveLength(1);
  const busy = ['gateway_active{engine="gpu-1"} 1', 'gateway_queue{engine="gpu-1"} 2'];
  await expect.poll(lines).toEqual(expect.arrayContaining(busy));
  controller.abort();
  await Promise.all(clients);
  const idle = ['gateway_active{engine="gpu-1"} 0', 'gateway_queue{engine="gpu-1"} 0'];
  await expect.poll(lines).toEqual(expect.arrayContaining(idle));
});

test("failed requests are counted by status, and an open breaker until the engine recovers", async () => {
  const failing: Script = { ...HELLO, refusal: { status: 500, message: "out of memory" } };
  let answer = failing;
  await startOnly(() => answer);
  const model = await profileWith({ max_retries: 0, cooldown_period: 1 });
  for (let count = 1; count <= 5; count += 1) await ask({ model });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      `gateway_requests_total{path="${CHAT}",engine="gpu-1",status="502"} 5`,
      'gateway_breaker_open{engine="gpu-1"} 1',
    ]),
  );
  answer = HELLO;
  await expect.poll(() => ask({ model }), { timeout: 5000 }).toMatchObject({ text: "Hello" });
  expect(await lines()).toContain('gateway_breaker_open{engine="gpu-1"} 0');
});

test("an answer that the guard stops is counted by the reason", async () => {
  const loop = Array(60)
    .fill("one two three four five six ")
    .join("")
    .split(/(?<= )/);
  await startOnly({ pieces: loop.map((text) => ({ text })), end: "silence" });
  const model = await profileWith({
    enable_repetition_detection: true,
    repetition_ngram: 6,
    repetition_threshold: 6,
    min_tokens_for_eval: 20,
  });
  expect(await ask({ model, stream: true })).toMatchObject({ finish: "length" });
  expect(await lines()).toContain('gateway_guard_total{kind="repetition"} 1');
});
