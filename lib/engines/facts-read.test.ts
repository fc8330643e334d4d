import { describe, expect, test } from "vitest";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { FACTS } from "./facts";
import type { Asked, Reply } from "./reader";

type Answers = Readonly<Record<string, Reply>>;

const ok = (json: unknown): Reply => ({ status: 200, json });
const failed = (status: number, json?: unknown): Reply => ({ status, json });
const LOADING = failed(503, { error: { message: "Loading model", code: 503 } });

/** A server that answers these paths, and 404 elsewhere; `list` is `/v1/models`. */
function server(answers: Answers): Asked {
  const at = (path: string) => Promise.resolve(answers[path] ?? failed(404));
  return { get: at, list: () => at("/v1/models") };
}

const list = (...items: object[]) => ok({ data: items });
const recognizedBy = async (answers: Answers) => {
  const found = ENGINE_KINDS.map(
    async (kind) => [kind, await FACTS[kind].recognizes(server(answers))] as const,
  );
  return (await Promise.all(found)).filter(([, isIt]) => isIt).map(([kind]) => kind);
};

describe("a llama.cpp server", () => {
  const read = (answers: Answers) => FACTS.llama_cpp.read(server(answers));
  const props = ok({ default_generation_settings: { n_ctx: 4096 }, build_info: "b7000" });

  test("tells its version and the context of a slot for its model", async () => {
    const answers = { "/v1/models": list({ id: "m", meta: {} }), "/props": props };
    expect(await read(answers)).toEqual({
      ...{ status: "up", version: "b7000" },
      models: [{ name: "m", context: 4096, state: "loaded" }],
    });
  });

  test("has the context of a model before that of a slot, and none of a model that is not loaded", async () => {
    const models = list(
      { id: "a", meta: { n_ctx: 8192 }, status: "loaded" },
      { id: "b", meta: { n_ctx: 8192 }, status: "loading" },
    );
    expect(await read({ "/v1/models": models, "/props": props })).toMatchObject({
      models: [
        { name: "a", context: 8192, state: "loaded" },
        { name: "b", context: null, state: "loading" },
      ],
    });
  });

  test("is loading if either of its paths says so, and with no other error", async () => {
    const loading = { status: "loading", version: null, models: [] };
    expect(await read({ "/v1/models": LOADING })).toEqual(loading);
    expect(await read({ "/v1/models": list({ id: "m" }), "/props": LOADING })).toEqual(loading);
    const busy = failed(503, { error: { message: "Busy" } });
    expect(await read({ "/v1/models": busy })).toEqual({ path: "/v1/models", status: 503 });
    const odd = failed(500, { error: { message: "Loading model" } });
    expect(await read({ "/v1/models": odd })).toEqual({ path: "/v1/models", status: 500 });
  });
});

describe("an Ollama server", () => {
  const read = (answers: Answers) => FACTS.ollama.read(server(answers));
  const tags = ok({ models: [{ name: "a" }, { name: "b" }, { model: "nameless" }] });

  test("tells its version, and the context of the models that it has loaded", async () => {
    const running = ok({ models: [{ name: "b", context_length: 8192 }, { name: "gone" }] });
    const answers = {
      ...{ "/api/tags": tags, "/api/ps": running, "/api/version": ok({ version: "0.12.0" }) },
    };
    expect(await read(answers)).toEqual({
      ...{ status: "up", version: "0.12.0" },
      models: [
        { name: "a", context: null, state: "unloaded" },
        { name: "b", context: 8192, state: "loaded" },
      ],
    });
  });

  test("is up without a version and without what it has loaded", async () => {
    const version = failed(500, { version: "0.12.0" });
    expect(await read({ "/api/tags": tags, "/api/version": version })).toMatchObject({
      ...{ status: "up", version: null, models: [{ state: "unloaded" }, { state: "unloaded" }] },
    });
  });

  test("that fails is not up, even if its error has an empty list", async () => {
    const status = { path: "/api/tags", status: 500 };
    expect(await read({ "/api/tags": failed(500, { models: null }) })).toEqual(status);
    expect(await read({ "/api/tags": failed(500, { models: [] }) })).toEqual(status);
    expect(await read({ "/api/tags": ok({}) })).toEqual({ path: "/api/tags", status: 200 });
  });
});

test("vLLM tells its version, and the context of each model", async () => {
  const models = list({ id: "m", max_model_len: 32_768 }, { id: 7 });
  const read = (version: Reply) =>
    FACTS.vllm.read(server({ "/v1/models": models, "/version": version }));
  expect(await read(ok({ version: "0.11.0" }))).toEqual({
    ...{ status: "up", version: "0.11.0" },
    models: [{ name: "m", context: 32_768, state: "loaded" }],
  });
  expect(await read(failed(403, { version: "0.11.0" }))).toMatchObject({ version: null });
  const refused = await FACTS.vllm.read(server({ "/v1/models": failed(401) }));
  expect(refused).toEqual({ path: "/v1/models", status: 401 });
});

test("LM Studio tells the context of the first loaded instance of each model", async () => {
  const loaded = [{ config: { context_length: 4096 } }, { config: { context_length: 8192 } }];
  const models = [
    { key: "a", loaded_instances: loaded },
    { key: "b", loaded_instances: [] },
    { key: "", loaded_instances: [] },
  ];
  expect(await FACTS.lm_studio.read(server({ "/api/v1/models": ok({ models }) }))).toEqual({
    ...{ status: "up", version: null },
    models: [
      { name: "a", context: 4096, state: "loaded" },
      { name: "b", context: null, state: "unloaded" },
    ],
  });
  expect(await FACTS.lm_studio.read(server({}))).toEqual({ path: "/v1/models", status: 404 });
});

describe("an OpenAI-compatible server", () => {
  const read = (reply: Reply) => FACTS.openai_compatible.read(server({ "/v1/models": reply }));

  test("may add the context of a model under either name", async () => {
    const items = [
      { id: "a", max_model_len: 1024, context_length: 2048 },
      { id: "b", context_length: 2048 },
      { id: "c" },
    ];
    expect(await read(list(...items))).toMatchObject({
      models: [{ context: 1024 }, { context: 2048 }, { context: null, state: null }],
    });
  });

  test("is up without models, but not if it fails with an empty list", async () => {
    expect(await read(ok({ data: null }))).toEqual({ status: "up", version: null, models: [] });
    const failure = { path: "/v1/models", status: 401 };
    expect(await read(failed(401, { data: null }))).toEqual(failure);
    expect(await read(failed(401, { data: [] }))).toEqual(failure);
  });
});

describe("a server is recognized", () => {
  const tags = { "/api/tags": ok({ models: [] }) };

  test.each<[string, Answers, string[]]>([
    [
      "as Ollama by its version and its tags",
      { ...tags, "/api/version": ok({ version: "1" }) },
      ["ollama"],
    ],
    ["as nothing by tags alone, which llama.cpp has too", tags, []],
    ["as nothing by a version alone", { "/api/version": ok({ version: "1" }) }, []],
    ["as llama.cpp while it loads", { "/v1/models": LOADING }, ["llama_cpp"]],
    [
      "as llama.cpp by the owner of its models",
      { "/v1/models": list({ id: "m", owned_by: "llamacpp" }) },
      ["llama_cpp", "openai", "openai_compatible"],
    ],
    [
      "as llama.cpp by its properties",
      { "/props": ok({ default_generation_settings: {} }) },
      ["llama_cpp"],
    ],
    ["as nothing by other properties", { "/props": ok({}) }, []],
    [
      "as vLLM by the owner of its models",
      { "/v1/models": list({ id: "m", owned_by: "vllm" }) },
      ["vllm", "openai", "openai_compatible"],
    ],
    [
      "as LM Studio by the instances of its models",
      { "/api/v1/models": ok({ models: [{ loaded_instances: [] }] }) },
      ["lm_studio"],
    ],
    ["as nothing by models without them", { "/api/v1/models": ok({ models: [{}] }) }, []],
    ["as nothing by models without ids", { "/v1/models": list({ id: "a" }, { id: 1 }) }, []],
  ])("%s", async (_how, answers, kinds) => {
    expect((await recognizedBy(answers)).toSorted()).toEqual(kinds.toSorted());
  });
});
