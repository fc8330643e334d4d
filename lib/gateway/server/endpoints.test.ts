import { expect, test } from "vitest";
import type { Answers } from "@/e2e/engines/engine";
import { chunksOf, readAnswer } from "@/e2e/engines/answer";
import { HELLO } from "@/e2e/engines/script";
import type { StandIn } from "@/e2e/engines/server";
import { ENGINE_KINDS, ENGINES, type Engine } from "@/lib/registry/engines";
import { BEN, CHAT, EMBEDDER, testWorld } from "@/lib/testing";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const VECTOR = [0.5, -0.25, 0.125];
const PAINTER = "model:black-forest-labs-flux.1-dev";
const RERANKER = "model:qwen3-reranker-0.6b";

let engine: StandIn;

async function start(kind: Engine, answers: Answers = HELLO): Promise<void> {
  engine = await gateway.startOnly(kind, answers);
}

async function call(path: string, body: unknown) {
  const response = await gateway.post(path, body);
  return { status: response.status, body: (await response.json()) as unknown };
}

/** Whether a kind of engine has an endpoint for a kind of task. */
const has = (kind: Engine, task: string) => ENGINES[kind].tasks.some((each) => each === task);
const MISSING = { status: 400, body: { error: { code: "unsupported_endpoint" } } };

test.each(ENGINE_KINDS)(
  "%s continues a text, plain and streamed, or has no endpoint for it",
  async (kind) => {
    await start(kind);
    const request = {
      model: `model:${CHAT}`,
      prompt: "Once",
      max_tokens: 5,
      reasoning_effort: "low",
    };
    const answer = await call("/v1/completions", request);
    if (kind === "openai") {
      expect(answer).toMatchObject(MISSING);
      return;
    }
    expect(answer).toMatchObject({
      status: 200,
      body: { object: "text_completion", choices: [{ text: "Hello", finish_reason: "stop" }] },
    });
    const streamed = await readAnswer(
      await gateway.post("/v1/completions", { ...request, stream: true }),
    );
    const texts = chunksOf(streamed).flatMap(({ choices }) => choices as { text: string }[]);
    expect(texts.map(({ text }) => text).join("")).toBe("Hello");
    // The template of a chat, and so thinking, is not used.
    expect(JSON.stringify(engine.received[0]?.body)).not.toMatch(/think|reasoning/);
  },
);

test.each(ENGINE_KINDS)("%s makes vectors in the order of the texts", async (kind) => {
  await start(kind);
  const request = { model: `model:${EMBEDDER}`, input: ["one", "two"] };
  expect(await call("/v1/embeddings", request)).toMatchObject({
    status: 200,
    body: {
      data: [
        { index: 0, embedding: VECTOR },
        { index: 1, embedding: VECTOR },
      ],
      usage: { prompt_tokens: 3 },
    },
  });
  const sent = engine.received[0]?.body as unknown;
  if (kind === "ollama") expect(sent).toMatchObject({ truncate: false });
  const shorter = await call("/v1/embeddings", { ...request, dimensions: 2 });
  const canShorten = !["llama_cpp", "lm_studio"].includes(kind);
  expect(shorter.status).toBe(canShorten ? 200 : 400);
});

test.each(ENGINE_KINDS)("%s ranks documents, or has no endpoint for it", async (kind) => {
  await start(kind);
  const documents = ["a", "ccc", "bb"];
  const request = { model: RERANKER, query: "q", documents, top_n: 2, return_documents: true };
  expect(await call("/v1/rerank", request)).toMatchObject(
    has(kind, "reranking")
      ? {
          status: 200,
          body: {
            results: [
              { index: 1, relevance_score: 3, document: { text: "ccc" } },
              { index: 2, relevance_score: 2, document: { text: "bb" } },
            ],
          },
        }
      : MISSING,
  );
});

test.each(ENGINE_KINDS)(
  "%s makes images in the caller's size, or has no endpoint for it",
  async (kind) => {
    await start(kind);
    const request = { model: PAINTER, prompt: "A lighthouse", size: "1024x1536" };
    const answer = await call("/v1/images/generations", request);
    if (!has(kind, "image")) {
      expect(answer).toMatchObject(MISSING);
      return;
    }
    expect(answer).toMatchObject({ status: 200, body: { data: [{ b64_json: "iVBORw0KGgo=" }] } });
    expect(engine.received[0]?.body).toMatchObject({ prompt: "A lighthouse", size: "1024x1536" });
  },
);

test("a model of another kind is refused, and so is an image from the web", async () => {
  await start("llama_cpp");
  const wrong = chat({ model: `model:${EMBEDDER}` });
  expect(await call("/v1/chat/completions", wrong)).toMatchObject({
    status: 400,
    body: { error: { code: "not_for_this_task", param: "model" } },
  });
  const url = "https://example.org/a.png";
  const messages = [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
  expect(await call("/v1/chat/completions", chat({ messages }))).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_parameter", param: "messages.0.content.0.image_url.url" } },
  });
  expect(engine.received).toHaveLength(0);
});

test.each([
  ["text that is no JSON", "{", 400, "invalid_body"],
  ["nothing", "", 400, "invalid_body"],
  ["no object", "[]", 400, "invalid_body"],
  ["no messages", '{"model":"task:primary"}', 400, "invalid_parameter"],
  [
    "2,049 messages",
    JSON.stringify(chat({ messages: Array(2049).fill({ role: "user", content: "" }) })),
    400,
    "invalid_parameter",
  ],
  [
    "129 tools",
    JSON.stringify(chat({ tools: Array(129).fill({ type: "function", function: { name: "f" } }) })),
    400,
    "invalid_parameter",
  ],
  ["more than 32 MiB", `"${"x".repeat(32 * 1024 * 1024)}"`, 413, "payload_too_large"],
])("%s is refused in OpenAI's format", async (_name, body, status, code) => {
  await start("llama_cpp");
  const response = await fetch(`${gateway.origin}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${gateway.key}` },
    body,
  });
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", code } });
});

test("the list of models has the tasks and the caller's profiles, each of which can be requested", async () => {
  await start("llama_cpp");
  await world.create(BEN, "Mine");
  const { data } = (await (await gateway.get("/v1/models")).json()) as { data: { id: string }[] };
  expect(data).toHaveLength(20);
  for (const { id } of data) {
    const response = await gateway.get(`/v1/models/${encodeURIComponent(id)}`);
    expect(await response.json()).toMatchObject({
      id,
      mp: { engine: "the llama_cpp", available: true },
    });
  }
});

test.each(["/v1/responses", "/v1/messages", "/v1/nothing"])("%s is no endpoint", async (path) => {
  await start("llama_cpp");
  expect(await call(path, {})).toMatchObject({
    status: 404,
    body: { error: { type: "not_found_error", code: "unsupported_endpoint" } },
  });
});

test("the engine's context that is smaller than the profile's is warned of", async () => {
  await gateway.startOnly("llama_cpp", HELLO, { context: 4096 });
  const answer = await readAnswer(
    await gateway.post("/v1/chat/completions", chat({ model: "task:primary" })),
  );
  expect(answer.headers.get("mp-warning")).toBe("context_smaller");
  expect(answer.mp).toMatchObject({ context: { requested: 40_960, granted: 4096 } });
});
