import { afterEach, expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, testWorld } from "@/lib/testing";
import { engineInput } from "../schema";
import { discoverEngines } from "./discovery-service";
import { createEngine } from "./service";
import { ANSWERS, type Answers, fakeServer, type FakeServer, LOADING } from "./testing";

const world = testWorld();
const { as, expectRefusal } = world;

const servers: FakeServer[] = [];
async function serve(answers: Answers): Promise<FakeServer> {
  const server = await fakeServer(answers);
  servers.push(server);
  return server;
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** What is found at the servers alone: others may run on this machine. */
async function find(...some: FakeServer[]) {
  const addresses = some.map(({ address }) => address);
  const hosts = addresses.map((address) => new URL(address).host);
  const { data } = await discoverEngines(as(ADA), { hosts });
  return addresses.map((address) => data.find((each) => each.address === address));
}

test.each([
  ["ollama", "0.12.6", 2],
  ["llama_cpp", "b6500-abc", 1],
  ["vllm", "0.11.0", 1],
  ["lm_studio", null, 2],
  ["openai_compatible", null, 1],
] as const)("%s is recognized by its answers, on any port", async (kind, version, models) => {
  const [found] = await find(await serve(ANSWERS[kind]));
  expect(found).toMatchObject({ kind, version, models, status: "up", engine: null });
});

test("llama.cpp that has Ollama's list, or is loading its model, is still llama.cpp", async () => {
  const both = await serve({ ...ANSWERS.llama_cpp, "/api/tags": { models: [] } });
  const loading = await serve({ "/v1/models": LOADING, "/props": LOADING });
  expect(await find(both, loading)).toMatchObject([
    { kind: "llama_cpp", status: "up" },
    { kind: "llama_cpp", status: "loading" },
  ]);
});

test("what is no engine is not found, and neither is one that is silent for a second", async () => {
  const page = await serve({ "/": { hello: "world" }, "/v1/models": { data: "none" } });
  const slow = await serve(ANSWERS.ollama);
  slow.hold();
  expect(await find(page, slow)).toEqual([undefined, undefined]);
});

test("each gets a name of its own, and one that is an engine already says which, by that name", async () => {
  const [one, two] = [await serve(ANSWERS.ollama), await serve(ANSWERS.ollama)];
  const input = {
    kind: "ollama",
    name: "Ollama",
    address: one.address.replace("127.0.0.1", "localhost"),
  };
  const { id } = await createEngine(as(ADA), engineInput.parse(input));
  const [known, other] = await find(one, two);
  expect(known?.engine).toBe(id);
  expect(other?.engine).toBeNull();
  expect(known?.name).toBe("Ollama");
  expect(other?.name).not.toBe("Ollama");
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
] as const)("%s cannot find engines", async (_who, actor, code) => {
  const server = await serve(ANSWERS.ollama);
  const hosts = [new URL(server.address).host];
  await expectRefusal(() => discoverEngines(as(actor), { hosts }), { code });
  expect(server.asked).toEqual([]);
});
