import { beforeEach, expect, test } from "vitest";
import type { StandIn } from "@/e2e/engines/server";
import { asObject, objectAt } from "@/lib/objects";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { TASKS } from "@/lib/registry/tasks";
import { bearer } from "@/lib/http/server/testing";
import { ADA, BEN, testWorld } from "@/lib/testing";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const PATH = "/v1/chat/completions";

let engine: StandIn;
let reader: Record<string, string>;
beforeEach(async () => {
  engine = await gateway.startOnly("llama_cpp");
  reader = await bearer(world, BEN, "read");
});

const BODIES = [
  chat({ model: "task:primary" }),
  chat({
    model: "task:primary",
    temperature: 1.5,
    stop: "END",
    max_tokens: 9,
    top_k: 7,
    user: "me",
  }),
  chat({ model: "task:analysis", tools: [{ type: "function", function: { name: "f" } }] }),
  chat({ model: "task:primary", logprobs: true, reasoning_effort: "high", n: 2 }),
];

test.each(BODIES)("a dry run shows the request that a real run sends: %#", async (body) => {
  const dry = await gateway.post("/api/gateway/dry-run", { path: PATH, body }, reader);
  const shown = asObject(await dry.json());
  await (await gateway.post(PATH, body)).text();
  expect(objectAt(shown, "request").body).toEqual(engine.received[0]?.body);
  // Nothing was sent for the dry run.
  expect(engine.received).toHaveLength(1);
});

test("it says where values come from, what is dropped, and which contexts there are", async () => {
  const body = chat({ model: "task:primary", temperature: 1.5, user: "me" });
  const dry = await gateway.post("/api/gateway/dry-run", { path: PATH, body }, reader);
  expect(await dry.json()).toMatchObject({
    model: "qwen3-30b-a3b-q4-k-m",
    sources: { temperature: "caller", top_k: "profile", min_p: "model" },
    dropped: expect.arrayContaining([
      expect.objectContaining({ name: "user", code: "unknown", source: "caller" }),
      expect.objectContaining({ name: "num_ctx", code: "load_time", source: "profile" }),
    ]) as unknown,
    context: { requested: 40_960, granted: null, model_max: 40_960 },
    rendered_prompt: null,
  });
});

test("only admins see the address, and nobody the key", async () => {
  const admin = await bearer(world, ADA, "admin");
  const input = { path: PATH, body: chat({ model: "task:primary" }) };
  const [own, theirs] = await Promise.all(
    [reader, admin].map(async (headers) => {
      const response = await gateway.post("/api/gateway/dry-run", input, headers);
      return objectAt(await response.json(), "request");
    }),
  );
  expect(own).toMatchObject({ url: "/v1/chat/completions" });
  expect(theirs).toMatchObject({ url: `${engine.url}/v1/chat/completions` });
  expect(own?.headers).toMatchObject({ Authorization: "Bearer •••" });
  expect(JSON.stringify([own, theirs])).not.toContain("sk-engine-secret");
});

test("it names every fault of a request, as a problem", async () => {
  const input = { path: PATH, body: chat({ temperature: 9, top_p: 2 }) };
  const response = await gateway.post("/api/gateway/dry-run", input, reader);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({
    code: "validation_failed",
    errors: [{ path: "temperature" }, { path: "top_p" }],
  });
});

test("the prompt is rendered by the engine's own template", async () => {
  const ollama = await gateway.startOnly("ollama");
  const input = { path: PATH, body: chat() };
  const response = await gateway.post("/api/gateway/dry-run?render=true", input, reader);
  expect(await response.json()).toMatchObject({ rendered_prompt: "<user>Hello" });
  expect(ollama.received[0]?.body).toMatchObject({ _debug_render_only: true, stream: false });
});

test.each(ENGINE_KINDS)("every task resolves as %s, or has no endpoint there", async (kind) => {
  for (const { key } of TASKS) {
    const response = await gateway.get(`/api/resolve/${key}?as=${kind}`, reader);
    const { code, wire } = asObject(await response.json());
    if (response.status === 400) expect(code).toBe("unsupported_endpoint");
    else
      expect(wire).toMatchObject({
        method: "POST",
        body: { model: expect.any(String) as unknown },
      });
  }
});
