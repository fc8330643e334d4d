import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Answers } from "@/e2e/engines/engine";
import { HELLO } from "@/e2e/engines/script";
import { withTransaction } from "@/db/transaction";
import { metrics } from "@/lib/runtime/metrics";
import { BEN, CHAT, defaultOf, testWorld } from "@/lib/testing";
import { requestsQuery } from "@/lib/usage/schema";
import { flushRequests, listRequests } from "@/lib/usage/server/service";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const PATH = "/v1/chat/completions";
const BY_TASK = { model: "task:primary" };

const start = (answers: Answers = HELLO) => gateway.startOnly("llama_cpp", answers);

async function recorded() {
  await flushRequests(world);
  return (await listRequests(world.as(BEN), requestsQuery.parse({}))).data;
}

test("a request is recorded with what it was, who sent it and how long it took, without its texts", async () => {
  await start();
  const answer = await gateway.post(PATH, chat({ ...BY_TASK, stream: true, min_p: 0.1 }));
  expect(await answer.text()).toContain("[DONE]");
  const [row] = await recorded();
  expect(row).toMatchObject({
    user_id: BEN.id,
    key_id: expect.any(String) as string,
    task: "primary",
    profile_id: defaultOf("primary"),
    revision: 1,
    model: CHAT,
    engine: "the llama_cpp",
    path: PATH,
    stream: true,
    status: 200,
    code: null,
    attempts: 1,
    finish: "stop",
    tokens_in: 7,
    tokens_out: 5,
  });
  expect(row?.first_output_ms).toBeGreaterThan(0);
  expect(row?.total_ms).toBeGreaterThanOrEqual(row?.first_output_ms ?? Infinity);
  expect(JSON.stringify(row)).not.toContain("Hello");
});

test("a request that no engine can answer is recorded with its task, profile and model", async () => {
  gateway.setEngines();
  expect((await gateway.post(PATH, chat(BY_TASK))).status).toBe(503);
  expect(await recorded()).toMatchObject([
    {
      task: "primary",
      profile_id: defaultOf("primary"),
      model: CHAT,
      engine: null,
      status: 503,
      code: "no_engine_for_model",
    },
  ]);
});

test("a client that disconnects is recorded with status 499, and nothing of it counts as active", async () => {
  await start({ ...HELLO, end: "silence" });
  const controller = new AbortController();
  const answer = await gateway.post(PATH, chat({ stream: true }), {}, controller.signal);
  await answer.body?.getReader().read();
  const active = async () =>
    (await metrics().gateway.active.get()).values.map(({ value }) => value);
  expect(await active()).toContain(1);
  controller.abort();
  await expect.poll(recorded).toMatchObject([{ status: 499, code: null }]);
  expect(await active()).toEqual([0]);
});

test("a full disk costs records, never responses", async () => {
  await start();
  await withTransaction(world.db, (tx) => tx.run(sql`PRAGMA max_page_count = 1`));
  const answers = Array.from({ length: 300 }, () => gateway.post(PATH, chat()));
  for (const answer of await Promise.all(answers)) {
    // The queue of an engine is limited.
    expect([200, 429]).toContain(answer.status);
  }
  expect(await recorded()).toEqual([]);
});
