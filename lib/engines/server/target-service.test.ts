import { afterEach, expect, test, vi } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, CHAT, CODER, testWorld, withKey } from "@/lib/testing";
import { engineInput } from "../schema";
import { testEngine } from "./health-service";
import {
  createEngine,
  listEngineStatus,
  readEngineNow,
  removeEngine,
  updateEngine,
} from "./service";
import { enginesFor, hasEngines, listServedModels } from "./target-service";
import { ANSWERS, fakeServer, type FakeServer } from "./testing";

const world = testWorld();
const { as, expectRefusal } = world;

const servers: FakeServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const add = (input: object) => createEngine(as(ADA), engineInput.parse(input));
async function addOllama(more: object = {}) {
  const server = await fakeServer(ANSWERS.ollama);
  servers.push(server);
  return add({ kind: "ollama", name: "Ollama", address: server.address, ...more });
}
const FAR = { kind: "vllm", address: "https://far.example/v1/models" };
const idsFor = async (model: string) => (await enginesFor(as(BEN), model)).map(({ id }) => id);

test("an engine serves the models that it added, and with them its key, address and limits", async () => {
  const { id, address } = await addOllama({ key: "secret", max_parallel: 2, flags: ["no_stream"] });
  expect(await enginesFor(as(BEN), "qwen3:30b")).toEqual([]);
  await readEngineNow(as(ADA), id);
  const target = { id, kind: "ollama", url: address, key: "secret", model: "qwen3:30b" };
  const [before] = await enginesFor(as(BEN), "qwen3:30b");
  expect(before).toMatchObject({ ...target, isLocal: true, maxParallel: 2, flags: ["no_stream"] });
  expect(before).toMatchObject({ context: null, status: "unknown" });
  await testEngine(as(ADA), id);
  expect(await enginesFor(as(BEN), "qwen3:30b")).toMatchObject([{ context: 8192, status: "up" }]);
});

test("an engine serves models of the file under the names that it has for them", async () => {
  const { id } = await add({ ...FAR, name: "Far", models: { [CHAT]: "qwen/qwen3" } });
  expect(await enginesFor(as(BEN), CHAT)).toMatchObject([
    { id, model: "qwen/qwen3", url: "https://far.example/v1", isLocal: false, key: null },
  ]);
  expect(await idsFor(CODER)).toEqual([]);
  expect(await idsFor("constructor")).toEqual([]);
});

test("an engine with * serves what its last check listed, also if it adds no models", async () => {
  const { id } = await addOllama({ adds_models: false });
  expect(await idsFor("gemma3:4b")).toEqual([]);
  await testEngine(as(ADA), id);
  expect(await idsFor("gemma3:4b")).toEqual([id]);
  await updateEngine(as(ADA), id, { models: {} });
  await testEngine(as(ADA), id);
  expect(await idsFor("gemma3:4b")).toEqual([]);
});

test("several are in order of their priority, then of their age; disabled and removed ones are not", async () => {
  const models = { [CHAT]: "x" };
  const { id: first } = await add({ ...FAR, name: "A", models });
  const { id: second } = await add({ ...FAR, name: "B", models });
  const { id: third } = await add({ ...FAR, name: "C", models, priority: 1 });
  expect(await idsFor(CHAT)).toEqual([third, first, second]);
  await updateEngine(as(ADA), second, { priority: 0 });
  await updateEngine(as(ADA), third, { enabled: false });
  expect(await idsFor(CHAT)).toEqual([second, first]);
  await removeEngine(as(ADA), second);
  expect(await idsFor(CHAT)).toEqual([first]);
});

test("an engine that was down in its last check is tried after those that may be up", async () => {
  const models = { [CHAT]: "x" };
  const { id: down } = await addOllama({ models });
  const { id: other } = await add({ ...FAR, name: "A", models, priority: 200 });
  expect(await idsFor(CHAT)).toEqual([down, other]);
  const [server] = servers;
  server?.answer({});
  await testEngine(as(ADA), down);
  expect(await idsFor(CHAT)).toEqual([other, down]);
  server?.answer(ANSWERS.ollama);
  await testEngine(as(ADA), down);
  expect(await idsFor(CHAT)).toEqual([down, other]);
});

test("a key is the variable's that it names; without the variable the engine is left out", async () => {
  vi.stubEnv("KEY_OF_THE_TEST", "from-the-environment");
  const models = { [CHAT]: "x" };
  const { id } = await add({ ...FAR, name: "A", models, key: "env:KEY_OF_THE_TEST" });
  expect(await enginesFor(as(BEN), CHAT)).toMatchObject([{ id, key: "from-the-environment" }]);
  await updateEngine(as(ADA), id, { key: "env:NOT_SET_ANYWHERE" });
  expect(await idsFor(CHAT)).toEqual([]);
});

test("everybody sees how many models each enabled engine serves, and no address", async () => {
  const { id } = await addOllama();
  await add({ ...FAR, name: "Off", enabled: false });
  await readEngineNow(as(ADA), id);
  const status = await listEngineStatus(as(BEN));
  expect(status).toEqual({
    data: [{ id, name: "Ollama", kind: "ollama", status: "unknown", models: 2, checked_at: null }],
  });
});

test("everyone sees which models run, with the engine that is tried first, and no address or key", async () => {
  expect(await listServedModels(as(BEN))).toEqual({ data: [] });
  const { id, address } = await addOllama({ key: "secret" });
  await readEngineNow(as(ADA), id);
  await testEngine(as(ADA), id);
  await add({ ...FAR, name: "Far", models: { [CHAT]: "x", "qwen3:30b": "y" }, priority: 500 });
  const { data } = await listServedModels(as(BEN));
  expect(data).toContainEqual({ model: "qwen3:30b", engine: "Ollama", status: "up" });
  expect(data).toContainEqual({ model: CHAT, engine: "Far", status: "unknown" });
  expect(data.map(({ model }) => model)).not.toContain(CODER);
  const text = JSON.stringify(data);
  expect(text).not.toContain(address);
  expect(text).not.toContain("secret");
  await expectRefusal(() => listServedModels(as(ANONYMOUS)), { code: "unauthenticated" });
  const code = "insufficient_scope";
  await expectRefusal(() => listServedModels(as(withKey(ADA, "infer"))), { code });
});

test("a model is said to run on an engine that is up rather than on one that is down, and on none that is disabled", async () => {
  const models = { [CHAT]: "gemma3:4b" };
  const address = "http://127.0.0.1:9";
  const { id: down } = await add({ kind: "vllm", name: "Down", address, models, priority: 1 });
  const { id: up } = await addOllama({ models });
  await testEngine(as(ADA), down);
  await testEngine(as(ADA), up);
  const shown = async () => (await listServedModels(as(BEN))).data;
  expect(await shown()).toEqual([{ model: CHAT, engine: "Ollama", status: "up" }]);
  await updateEngine(as(ADA), up, { enabled: false });
  expect(await shown()).toEqual([{ model: CHAT, engine: "Down", status: "down" }]);
  await updateEngine(as(ADA), down, { enabled: false });
  expect(await shown()).toEqual([]);
});

test("there are engines from the first that is enabled until none is, whatever they serve", async () => {
  const has = () => hasEngines(as(BEN));
  expect(await has()).toBe(false);
  const { id: off } = await add({ ...FAR, name: "Off", enabled: false });
  expect(await has()).toBe(false);
  const { id } = await add({ ...FAR, name: "Far", models: {}, key: "env:NOT_SET_ANYWHERE" });
  expect(await has()).toBe(true);
  await updateEngine(as(ADA), off, { enabled: true });
  await removeEngine(as(ADA), id);
  expect(await has()).toBe(true);
  await updateEngine(as(ADA), off, { enabled: false });
  expect(await has()).toBe(false);
});
