import { expect, test } from "@playwright/test";
import type { Json } from "./client";
import {
  ENGINES_PATH,
  json,
  makeEngine,
  type ModelServer,
  NOT_HERE,
  ollama,
  openAi,
  serversOfTests,
} from "./model-server";
import { expectFaults, expectProblem, makeAdmin, makeWriter, MODEL, ok, type User } from "./world";

const LLAMA = { tag: { name: "llama3.2:3b", model: "llama3.2:3b" } };

let admin: User;
const serve = serversOfTests();

test.beforeAll(async () => {
  admin = await makeAdmin();
});

async function call(engine: Json, what: "read" | "test"): Promise<Json> {
  return ok(await admin.session.post(`${ENGINES_PATH}/${String(engine.id)}/${what}`)).body;
}

test("an engine has defaults for what is not sent, and every field can be changed", async () => {
  const made = await makeEngine({ kind: "vllm", address: "https://gpu.example/v1/" });
  expect(made).toMatchObject({
    kind: "vllm",
    address: "https://gpu.example/v1",
    has_key: false,
    models: "*",
    adds_models: true,
    priority: 100,
    max_parallel: 4,
    local: false,
    flags: [],
    enabled: true,
    health: { status: "unknown", checked_at: null },
  });
  expect(made).not.toHaveProperty("key");
  const change = {
    kind: "openai_compatible",
    models: { [MODEL]: "qwen3" },
    adds_models: false,
    priority: 1,
    max_parallel: 9,
    local: true,
    flags: ["no_stream"],
  };
  const patched = await admin.session.patch(`${ENGINES_PATH}/${String(made.id)}`, change);
  expect(ok(patched).body).toMatchObject(change);
  const { data } = ok(await admin.session.get(ENGINES_PATH)).body;
  expect(data).toMatchObject([change]);
});

test("a test tells version, models, context and what is accepted; everybody sees the health, no address", async () => {
  const server = await serve(ollama([LLAMA]));
  const engine = await makeEngine({ address: server.address, key: "sk-of-the-test" });
  await call(engine, "read");
  const { client } = await makeWriter();
  const before = ok(await client.get("/api/engines"));
  expect(before.body.data).toMatchObject([{ id: engine.id, status: "unknown", models: 1 }]);
  const result = await call(engine, "test");
  expect(result).toMatchObject({
    health: { status: "up", version: "0.12.6", reason: null },
    models: [{ name: "llama3.2:3b", context: 4096, state: "loaded" }],
    model_total: 1,
    accepts: { tasks: ["text", "embedding"] },
  });
  expect(result.accepts.request).toContain("num_ctx");
  expect(server.headers().authorization).toBe("Bearer sk-of-the-test");
  const { text, body } = ok(await client.get("/api/engines"));
  const { checked_at } = result.health;
  expect(body.data).toEqual([
    { id: engine.id, name: engine.name, kind: "ollama", status: "up", models: 1, checked_at },
  ]);
  expect(text).not.toContain(server.host);
  expect(text).not.toContain("sk-of-the-test");
});

test("an engine that is down says why to admins alone, and one that is disabled is not listed", async () => {
  const server = await serve((_, response) => json(response, { error: "no" }, 500));
  const engine = await makeEngine({ address: server.address });
  const { health } = await call(engine, "test");
  expect(health).toMatchObject({ status: "down", reason: "answered /api/tags with status 500" });
  const { client } = await makeWriter();
  expect(ok(await client.get("/api/engines")).body.data).toMatchObject([{ status: "down" }]);
  ok(await admin.session.patch(`${ENGINES_PATH}/${String(engine.id)}`, { enabled: false }));
  expect(ok(await client.get("/api/engines")).body.data).toEqual([]);
  expectProblem(await admin.session.post(`${ENGINES_PATH}/none/test`), 404, "engine_not_found");
});

test("engines are found by what they answer, each with its kind, version and models", async () => {
  const found = [
    await serve(ollama([LLAMA])),
    await serve(openAi([{ id: "a", owned_by: "vllm", max_model_len: 4096 }])),
    await serve(openAi([{ id: "a" }, { id: "b" }])),
    await serve(NOT_HERE),
  ];
  const hosts = found.map(({ host }) => host);
  const { data } = ok(await admin.session.post(`${ENGINES_PATH}/discover`, { hosts })).body;
  const at = ({ address }: ModelServer) => data.find((each: Json) => each.address === address);
  expect(found.slice(0, 3).map(at)).toMatchObject([
    { kind: "ollama", version: "0.12.6", models: 1, engine: null },
    { kind: "vllm", version: null, models: 1 },
    { kind: "openai_compatible", models: 2 },
  ]);
  expect(found.slice(3).map(at)).toEqual([undefined]);
});

test("finding engines gives up on a silent host after a second, and never asks link-local addresses", async () => {
  const silent = await serve(() => undefined);
  const hosts = [silent.host, "169.254.169.254", "[fe80::1]"];
  const start = Date.now();
  const { data } = ok(await admin.session.post(`${ENGINES_PATH}/discover`, { hosts })).body;
  expect(Date.now() - start).toBeLessThan(5000);
  const addresses = data.map(({ address }: Json) => String(address));
  expect(addresses.filter((each: string) => /169\.254|fe80/.test(each))).toEqual([]);
  expect(addresses).not.toContain(silent.address);
});

test("what is no host is refused at its place in the list", async () => {
  const send = (hosts: unknown) => admin.session.post(`${ENGINES_PATH}/discover`, { hosts });
  for (const host of ["", "http://gpu", "gpu/path", "user@gpu", "gpu:99999", "a b", 1]) {
    expectFaults(await send([host]), "hosts.0");
  }
  expectFaults(await send("gpu"), "hosts");
  expectFaults(await send(Array.from({ length: 17 }, (_, n) => `gpu-${n}`)), "hosts");
});
