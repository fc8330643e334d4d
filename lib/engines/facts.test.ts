import { describe, expect, test } from "vitest";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { FACTS } from "./facts";
import { type Asked, isRefusal, type Reply } from "./reader";

/** A server that answers these paths, and 404 elsewhere; `list` is `/v1/models`. */
function server(answers: Readonly<Record<string, unknown>>): Asked {
  const reply = (path: string): Reply =>
    path in answers ? { status: 200, json: answers[path] } : { status: 404, json: undefined };
  return {
    get: (path) => Promise.resolve(reply(path)),
    list: () => Promise.resolve(reply("/v1/models")),
  };
}

describe("a router of llama.cpp", () => {
  const data = [
    { id: "a", status: { value: "loaded" }, meta: { n_ctx: 8192 } },
    { id: "b", status: { value: "unloaded" }, meta: { n_ctx: 8192 } },
    { id: "c", status: { value: "failed", exit_code: 1 } },
    { id: "", status: { value: "loaded" } },
  ];

  test("tells of each model whether it is loaded, and the context of those that are", async () => {
    const facts = await FACTS.llama_cpp.read(server({ "/v1/models": { data } }));
    expect(facts).toMatchObject({
      status: "up",
      models: [
        { name: "a", context: 8192, state: "loaded" },
        { name: "b", context: null, state: "unloaded" },
        { name: "c", context: null, state: "failed" },
      ],
    });
  });
});

test("LM Studio without its own list of models is read by OpenAI's", async () => {
  const facts = await FACTS.lm_studio.read(server({ "/v1/models": { data: [{ id: "a" }] } }));
  expect(facts).toMatchObject({ models: [{ name: "a", context: null, state: null }] });
});

test("an Ollama server without models is up", async () => {
  const facts = await FACTS.ollama.read(server({ "/api/tags": { models: null } }));
  expect(facts).toEqual({ status: "up", version: null, models: [] });
});

/** What servers may answer to anything. */
const ODD: readonly unknown[] = [
  null,
  undefined,
  0,
  "",
  "text",
  [],
  [null],
  {},
  { data: null, models: null },
  { data: {}, models: "none" },
  { data: [null, 1, "a", [], {}, { id: 1 }, { id: "a", meta: null, status: [] }] },
  { models: [null, 1, {}, { name: 1 }, { key: "a", loaded_instances: [null] }, { key: "b" }] },
  { version: 1, error: null, default_generation_settings: null, build_info: {} },
];

describe.each(ENGINE_KINDS)("%s", (kind) => {
  test("that answers anything at all is read or refused, and never fails", async () => {
    for (const json of ODD) {
      for (const status of [200, 404, 503]) {
        const reply = () => Promise.resolve({ status, json });
        const asked = { get: reply, list: reply };
        const facts = await FACTS[kind].read(asked);
        if (isRefusal(facts)) expect(facts.status).toBe(status);
        else for (const { name } of facts.models) expect(name).not.toBe("");
        expect(await FACTS[kind].recognizes(asked)).toEqual(expect.any(Boolean));
      }
    }
  });

  test("gives no context that is not a positive whole number", async () => {
    for (const size of [-1, 0, 1.5, "4096", null, Infinity]) {
      const item = { id: "a", max_model_len: size, context_length: size, meta: { n_ctx: size } };
      const loaded = { key: "a", loaded_instances: [{ config: { context_length: size } }] };
      const facts = await FACTS[kind].read(
        server({
          "/v1/models": { data: [item] },
          "/api/tags": { models: [{ name: "a" }] },
          "/api/ps": { models: [{ name: "a", context_length: size }] },
          "/api/v1/models": { models: [loaded] },
          "/props": { default_generation_settings: { n_ctx: size } },
        }),
      );
      expect(facts).toMatchObject({ models: [{ name: "a", context: null }] });
    }
  });
});
