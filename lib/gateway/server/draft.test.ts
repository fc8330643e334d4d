import { expect, test } from "vitest";
import type { UserActor } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import { bearer } from "@/lib/http/server/testing";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  testWorld,
} from "@/lib/testing";
import { chatRequest } from "../request-schema";
import { dryRunRequest } from "./dry-run-service";
import { runRequest } from "./service";
import { chat, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);
const PATH = "/v1/chat/completions";

const DRAFT = { type: 1, model_name: CHAT, parameters: { temperature: 0.9 } };
const withDraft = (profile: object) => chat({ model: "task:primary", mp: { profile } });

/** Runs a draft as a browser does. */
function run(actor: UserActor, profile: object) {
  const body = chatRequest.parse(withDraft(profile));
  const info = { signal: new AbortController().signal, header: () => null };
  return runRequest(world.as(actor), { operation: "chat", body }, info);
}

test("a draft runs with its own values and those of its bases, and nothing is saved", async () => {
  const engine = await gateway.startOnly("vllm");
  const before = await world.contents();
  const base = defaultOf("engineering");
  const draft = { ...DRAFT, type: 18, model_name: CODER, base_profile_id: base };
  const { headers } = await run(BEN, { ...draft, system_prompt: "Be brief." });
  expect(engine.received[0]?.body).toMatchObject({
    temperature: 0.9,
    messages: [{ role: "system", content: "Be brief." }, { role: "user" }],
  });
  // The default for Engineering sets it, and the draft does not.
  expect(engine.received[0]?.body).toHaveProperty("top_p");
  expect(headers).toMatchObject({ "Mp-Model": CODER });
  expect(headers).not.toHaveProperty("Mp-Profile");
  expect({ ...(await world.contents()), gateway_requests: 0, usage_hours: 0 }).toEqual({
    ...before,
    gateway_requests: 0,
    usage_hours: 0,
  });
});

test("a dry run shows what a draft would send, and where its values come from", async () => {
  await gateway.startOnly("vllm");
  const body = withDraft({ ...DRAFT, base_profile_id: defaultOf("primary") });
  const dry = await dryRunRequest(world.as(BEN), { path: PATH, body }, false);
  expect(dry).toMatchObject({
    profile: null,
    model: CHAT,
    request: { body: { temperature: 0.9 } },
    sources: { temperature: "profile", top_k: `base:${defaultOf("primary")}`, min_p: "model" },
  });
});

test("an API key runs no draft, whatever its scope", async () => {
  const engine = await gateway.startOnly("vllm");
  for (const path of ["/v1/embeddings", "/v1/rerank", "/v1/images/generations", PATH]) {
    const more = { input: "a", query: "a", documents: ["a"], prompt: "a" };
    const response = await gateway.post(path, { ...withDraft(DRAFT), ...more });
    expect(response.status, path).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "insufficient_scope" } });
  }
  const service = await bearer(world, ADA, "service", "infer", "admin", "write");
  expect((await gateway.post(PATH, withDraft(DRAFT), service)).status).toBe(403);
  for (const scope of ["read", "write", "admin"] as const) {
    const key = await bearer(world, ADA, scope);
    const input = { path: PATH, body: withDraft(DRAFT) };
    expect((await gateway.post("/api/gateway/dry-run", input, key)).status, scope).toBe(403);
  }
  expect(engine.received).toEqual([]);
});

test("a draft is checked as a profile that is saved, with every fault at its place", async () => {
  const engine = await gateway.startOnly("vllm");
  const { id: foreign } = await world.create(CLEO, "Of Cleo");
  const faulty = {
    ...DRAFT,
    parameters: { temperature: 9, warmth: 1 },
    base_profile_id: foreign,
    colour: "red",
  };
  await expect(run(BEN, faulty)).rejects.toMatchObject({
    code: "validation_failed",
    errors: expect.arrayContaining(
      faultsAt({
        "mp.profile.parameters.temperature": "out_of_range",
        "mp.profile.parameters.warmth": "unknown_field",
        "mp.profile.base_profile_id": "invalid_base",
        "mp.profile.colour": "unknown_field",
      }),
    ) as unknown,
  });
  const unfit = run(BEN, { ...DRAFT, model_name: EMBEDDER });
  await expect(unfit).rejects.toMatchObject({ errors: [{ path: "mp.profile.model_name" }] });
  await expect(run(BEN, { ...DRAFT, id: foreign })).rejects.toMatchObject({
    code: "profile_not_found",
  });
  expect(chatRequest.safeParse(chat({ mp: { draft: {} } })).success).toBe(false);
  expect(engine.received).toEqual([]);
});

test("a change of a saved profile keeps its older values, capped by the limits of its task", async () => {
  const engine = await gateway.startOnly("vllm");
  const { id } = await world.create(BEN, "Warm", { parameters: { temperature: 1.5 } });
  await setBound(world.as(ADA), { path: "parameters.temperature", task: null, max: 1 });
  const draft = { ...DRAFT, parameters: { temperature: 1.5, top_p: 0.5 } };
  await expect(run(BEN, draft)).rejects.toMatchObject({ code: "validation_failed" });
  await run(BEN, { ...draft, id });
  expect(engine.received[0]?.body).toMatchObject({ temperature: 1, top_p: 0.5 });
});
