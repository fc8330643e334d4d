import { expect, test } from "vitest";
import { readAnswer } from "@/e2e/engines/answer";
import { HELLO, type Script } from "@/e2e/engines/script";
import { flushRequests, listRequests } from "@/lib/usage/server/service";
import { BEN, testWorld } from "@/lib/testing";
import { chat, engineAt, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const CHAT = "/v1/chat/completions";

/** Requests that are aborted, and how many of them at once. */
const ABORTED = 500;
const AT_ONCE = 50;
/** Requests that an engine answers at once. */
const SLOTS = 4;

const SLOW: Script = { ...HELLO, delay: 5 };
/** Says something and is silent then. */
const ENDLESS: Script = { ...HELLO, end: "silence" };

/** The requests in progress in this process. */
function inProgress(): number {
  const runs: unknown = Reflect.get(globalThis, Symbol.for("model-profiles.gateway-runs"));
  return runs instanceof Set ? runs.size : 0;
}

const send = (signal?: AbortSignal) =>
  gateway.post(CHAT, chat({ stream: true }), {}, signal).then(readAnswer);

/** A request that its client aborts after some milliseconds; true if it was answered before. */
async function abortAfter(ms: number): Promise<boolean> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    await send(controller.signal);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** All slots of the engine are free: as many requests as it takes are answered at the same time. */
async function expectNothingLeft(): Promise<void> {
  await expect.poll(inProgress).toBe(0);
  const answers = await Promise.all(Array.from({ length: SLOTS }, () => send()));
  expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: SLOTS }, () => "Hello"));
  await expect.poll(inProgress).toBe(0);
}

test.each([
  ["while they wait, or just before the end", SLOW],
  ["while they are answered", ENDLESS],
])("clients that abort %s leave no slot, connection or row behind", async (_when, script) => {
  const engine = await gateway.start("llama_cpp", script);
  const target = engineAt("llama_cpp", engine.url, { maxParallel: SLOTS });
  gateway.setEngines(target);
  let answered = 0;
  for (let sent = 0; sent < ABORTED; sent += AT_ONCE) {
    const moments = Array.from({ length: AT_ONCE }, (_, index) => (index * 7) % 40);
    const ends = await Promise.all(moments.map(abortAfter));
    answered += ends.filter(Boolean).length;
  }
  expect(answered).toBeLessThan(ABORTED);
  await expect.poll(() => engine.open()).toBe(0);
  await expect.poll(inProgress).toBe(0);
  const next = await gateway.start("llama_cpp", SLOW);
  gateway.setEngines({ ...target, url: `${next.url}/v1` });
  await expectNothingLeft();
  await flushRequests(world.as(BEN));
  const { data } = await listRequests(world.as(BEN), { limit: 200, owner: "me" });
  expect(data.filter(({ status }) => ![200, 429, 499].includes(status))).toEqual([]);
});

test("an engine that is killed while it streams leaves nothing behind, and another takes over", async () => {
  const engine = await gateway.start("llama_cpp", ENDLESS);
  const target = engineAt("llama_cpp", engine.url, { maxParallel: SLOTS });
  gateway.setEngines(target);
  const answers = Array.from({ length: SLOTS }, () => send());
  await expect.poll(() => engine.received).toHaveLength(SLOTS);
  await engine.close();
  for (const { error } of await Promise.all(answers)) {
    expect(error).toMatchObject({ code: "engine_error" });
  }
  const next = await gateway.start("llama_cpp", SLOW);
  gateway.setEngines({ ...target, url: `${next.url}/v1` });
  await expectNothingLeft();
});
