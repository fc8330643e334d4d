import { expect, test, vi } from "vitest";
import { sql } from "drizzle-orm";
import { readAnswer } from "@/e2e/engines/answer";
import type { Answers } from "@/e2e/engines/engine";
import { HELLO } from "@/e2e/engines/script";
import { withTransaction } from "@/db/transaction";
import { bearer } from "@/lib/http/server/testing";
import type { KeptChoice, KeptRequest } from "@/lib/kept/schema";
import { keptQuery } from "@/lib/kept/schema";
import { listKept, setKeeping } from "@/lib/kept/server/service";
import { asObject } from "@/lib/objects";
import { describeError, log } from "@/lib/runtime/log";
import { ADA, BEN, CHAT, CLEO, EMBEDDER, testWorld } from "@/lib/testing";
import { requestsQuery } from "@/lib/usage/schema";
import { flushRequests, listRequests } from "@/lib/usage/server/service";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const PATH = "/v1/chat/completions";

const start = (answers: Answers = HELLO) => gateway.startOnly("vllm", answers);

/** A profile of Ben's whose requests are kept; the `model` of requests through it. */
async function keeper(input: object = {}) {
  const { id } = await world.create(BEN, "Keeper", input);
  await setKeeping(world.as(BEN), id, true);
  return { id, model: `profile:${id}` };
}

async function kept(id: string): Promise<KeptRequest[]> {
  await flushRequests(world);
  return (await listKept(world.as(BEN), id, keptQuery.parse({}))).data;
}

async function recorded() {
  await flushRequests(world);
  return (await listRequests(world.as(BEN), requestsQuery.parse({}))).data;
}

const choice = (set: Partial<KeptChoice>): KeptChoice => ({
  ...{ text: "", reasoning: "", refusal: "", tool_calls: [] },
  ...set,
});
const answerOf = (...choices: KeptChoice[]) => ({ choices, results: [], summary: null });

test.each([false, true])(
  "a chat is kept with its texts, reasoning, calls and values, and its record's id (stream: %s)",
  async (stream) => {
    await start({
      pieces: [
        { reasoning: "Hm, hm." },
        { text: "Hel" },
        { text: "lo" },
        { tool: "search", id: "call_1", arguments: ['{"q":', '"x"}'] },
      ],
    });
    const { id, model } = await keeper({ parameters: { temperature: 0.3, top_k: 7 } });
    const url = `data:image/png;base64,${"iVBORw0KGgo=".repeat(1000)}`;
    const content = [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url } },
    ];
    const tools = [{ type: "function", function: { name: "search" } }];
    const body = chat({ model, stream, tools, temperature: 0.9, unknown: "member" });
    const messages = [{ role: "user", content }];
    const response = await gateway.post(PATH, { ...body, messages });
    await response.text();
    const [row, ...more] = await kept(id);
    expect(more).toEqual([]);
    const note = { type: "image_url", image_url: { url: "[image/png, 9 KB]" } };
    expect(row).toMatchObject({
      request: {
        ...{ model, stream, tools, temperature: 0.9 },
        messages: [{ role: "user", content: [content[0], note] }],
      },
      effective: { parameters: { temperature: 0.9, top_k: 7 }, image_settings: null },
      cut: false,
    });
    expect(row?.request).not.toHaveProperty("unknown");
    const call = { id: "call_1", name: "search", arguments: '{"q":"x"}' };
    expect(row?.answer).toEqual(
      answerOf(choice({ text: "Hello", reasoning: "Hm, hm.", tool_calls: [call] })),
    );
    const {
      request: _request,
      answer: _answer,
      effective: _effective,
      cut: _cut,
      ...record
    } = row as KeptRequest;
    expect(record).toMatchObject({ status: 200, stream, finish: "tool_calls" });
    expect(await recorded()).toEqual([record]);
  },
);

test("an answer that breaks off is kept as far as it came, with its error", async () => {
  await start({ ...HELLO, end: "error" });
  const { id, model } = await keeper();
  await readAnswer(await gateway.post(PATH, chat({ model, stream: true })));
  expect(await kept(id)).toMatchObject([
    { code: "engine_error", answer: answerOf(choice({ text: "Hello" })) },
  ]);
});

test("a request whose client disconnects is kept with what it got", async () => {
  await start({ ...HELLO, end: "silence" });
  const { id, model } = await keeper();
  const controller = new AbortController();
  const answer = await gateway.post(PATH, chat({ model, stream: true }), {}, controller.signal);
  await answer.body?.getReader().read();
  controller.abort();
  await expect.poll(() => kept(id)).toMatchObject([{ status: 499, answer: { choices: [{}] } }]);
});

test("a request that no engine answers is kept without an answer and without values", async () => {
  gateway.setEngines();
  const { id, model } = await keeper();
  expect((await gateway.post(PATH, chat({ model }))).status).toBe(503);
  expect(await kept(id)).toMatchObject([
    { code: "no_engine_for_model", request: { model }, answer: null, effective: null },
  ]);
});

test("an answer that the guard stops and that is made again is kept once", async () => {
  const loop = { text: "This line is said again and again. " };
  await start((_received, count) =>
    count === 1 ? { pieces: Array.from({ length: 200 }, () => loop) } : HELLO,
  );
  const circuit_breaker = {
    ...{ enable_repetition_detection: true, repetition_ngram: 6, repetition_threshold: 6 },
    ...{ min_tokens_for_eval: 20, max_retries: 1 },
  };
  const { id, model } = await keeper({ circuit_breaker });
  expect((await readAnswer(await gateway.post(PATH, chat({ model })))).text).toBe("Hello");
  expect(await kept(id)).toMatchObject([{ answer: answerOf(choice({ text: "Hello" })) }]);
});

test("completions are kept as text, embeddings, images and rankings without numbers and files", async () => {
  await start();
  const text = await keeper();
  await gateway.post("/v1/completions", { model: text.model, prompt: "Once" });
  expect(await kept(text.id)).toMatchObject([
    { request: { prompt: "Once" }, answer: answerOf(choice({ text: "Hello" })) },
  ]);
  const numbers = await keeper({ name: "E", type: 14, model_name: EMBEDDER });
  for (const encoding_format of ["float", "base64"]) {
    const body = { model: numbers.model, input: ["a", "b"], encoding_format };
    await gateway.post("/v1/embeddings", body);
  }
  const summary = "2 vectors of 3 numbers";
  expect(await kept(numbers.id)).toMatchObject([
    { request: { input: ["a", "b"] }, answer: { choices: [], summary } },
    { answer: { summary } },
  ]);
  const ranking = await keeper({ name: "R", type: 19, model_name: "qwen3-reranker-0.6b" });
  const documents = ["long", "longest"];
  const rerank = { model: ranking.model, query: "q", documents, return_documents: true };
  await gateway.post("/v1/rerank", rerank);
  const results = [
    { index: 1, relevance_score: 7 },
    { index: 0, relevance_score: 4 },
  ];
  const [ranked] = await kept(ranking.id);
  expect(ranked?.request).toMatchObject({ query: "q", documents });
  expect(ranked?.answer).toEqual({ choices: [], results, summary: null });
});

test("images are kept as their number and size", async () => {
  await gateway.startOnly("openai_compatible");
  const model_name = "black-forest-labs-flux.1-dev";
  const { id, model } = await keeper({ type: 17, model_name });
  const answer = await gateway.post("/v1/images/generations", { model, prompt: "A red door" });
  expect(answer.status).toBe(200);
  const [row] = await kept(id);
  expect(row?.request).toMatchObject({ prompt: "A red door" });
  expect(row?.answer).toEqual({ choices: [], results: [], summary: "1 image, 1 KB" });
  expect(JSON.stringify(row)).not.toContain("iVBORw0KGgo");
});

test("a server's requests on behalf of the owner are kept, through the task that uses the profile too", async () => {
  await start();
  const { id } = await keeper();
  await world.assign(BEN, { primary_profile_id: id });
  const { authorization } = await bearer(world, ADA, "service", "infer");
  const headers = { authorization, "X-On-Behalf-Of": BEN.id };
  await gateway.post(PATH, chat({ model: "task:primary" }), headers);
  expect(await kept(id)).toMatchObject([{ user_id: BEN.id, task: "primary" }]);
});

test("nothing of another profile, of a default, of a base or after switching off is kept", async () => {
  await start();
  const { id, model } = await keeper();
  const other = await world.create(BEN, "Other", { base_profile_id: id });
  await gateway.post(PATH, chat({ model: `profile:${other.id}` }));
  await gateway.post(PATH, chat({ model: "task:primary" }));
  await gateway.post(PATH, chat({ model: `model:${CHAT}` }));
  const { authorization } = await bearer(world, CLEO, "infer");
  expect((await gateway.post(PATH, chat({ model }), { authorization })).status).toBe(404);
  expect(await kept(id)).toEqual([]);
  await gateway.post(PATH, chat({ model }));
  expect(await kept(id)).toHaveLength(1);
  await setKeeping(world.as(BEN), id, false);
  await gateway.post(PATH, chat({ model }));
  await flushRequests(world);
  expect(await world.contents()).toMatchObject({ kept_profiles: [], kept_requests: [] });
});

/** Everything that is logged from now on, as it is written. */
function watchLog(): string[] {
  const lines: string[] = [];
  for (const level of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(log(), level).mockImplementation((fields: unknown, ...more: unknown[]) => {
      const { err, ...rest } = asObject(fields);
      lines.push(JSON.stringify([describeError(err), rest, more]));
    });
  }
  return lines;
}

const [QUESTION, ANSWER] = ["The private question", "The private answer"];

async function askInPrivate(model: string, more = "") {
  const messages = [{ role: "user", content: QUESTION + more }];
  expect((await gateway.post(PATH, { ...chat({ model }), messages })).status).toBe(200);
}

test("texts are nowhere but with the kept requests: not in records, nor in the audit, nor in the log", async () => {
  await start({ pieces: [{ text: ANSWER }] });
  const { id, model } = await keeper();
  const lines = watchLog();
  await askInPrivate(model);
  expect(await kept(id)).toHaveLength(1);
  const { kept_requests, ...rest } = await world.contents();
  for (const text of [QUESTION, ANSWER]) {
    expect(JSON.stringify(kept_requests)).toContain(text);
    expect(JSON.stringify(rest)).not.toContain(text);
    expect(lines.join()).not.toContain(text);
  }
});

test("texts that cannot be written are not in the log either, and their request is recorded", async () => {
  await start({ pieces: [{ text: ANSWER }] });
  const { model } = await keeper();
  const lines = watchLog();
  await withTransaction(world.db, (tx) => tx.run(sql`DROP TABLE kept_requests`));
  await askInPrivate(model);
  expect(await recorded()).toHaveLength(1);
  expect(lines.join()).toContain("usage could not be written");
  for (const text of [QUESTION, ANSWER]) expect(lines.join()).not.toContain(text);
});

test("a full disk costs what would be kept, never responses", async () => {
  await start();
  const { id, model } = await keeper();
  await withTransaction(world.db, (tx) => tx.run(sql`PRAGMA max_page_count = 1`));
  for (let n = 0; n < 5; n += 1) await askInPrivate(model, "long ".repeat(50_000));
  expect(await kept(id)).toEqual([]);
});
