import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { startEngine } from "../engines/engine";
import type { StandIn } from "../engines/server";
import { makeEngine, removeEngines } from "./model-server";
import {
  defaultId,
  expectProblem,
  makeAdmin,
  makeKey,
  makeProfile,
  makeUser,
  MODEL,
  ok,
  profilePath,
} from "./world";

const QUESTION = "the kept question of the caller";
const ANSWER = "the kept answer of the engine";

let engine: StandIn;

test.beforeEach(async () => {
  engine = await startEngine("llama_cpp", { pieces: [{ text: ANSWER }] });
  const models = { [MODEL]: "engine-model" };
  await makeEngine({ kind: "llama_cpp", address: engine.url, local: true, models });
});

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

/** A user whose profile keeps its requests, and a key for the gateway. */
async function keeper() {
  const user = await makeUser("keeper");
  const { id } = await makeProfile(user.session);
  const at = `${profilePath(String(id))}/kept-requests`;
  const since = ok(await user.session.put(at, { enabled: true })).body.since as string;
  expect(ok(await user.session.get(at)).body).toEqual({
    ...{ enabled: true, since, data: [], next_cursor: null, total: 0 },
  });
  const { client } = await makeKey(user, ["infer"]);
  const ask = async (stream = false) => {
    const messages = [{ role: "user", content: QUESTION }];
    const answer = await client.post("/v1/chat/completions", {
      ...{ model: `profile:${String(id)}`, messages, stream },
    });
    return ok(answer).headers.get("x-request-id") ?? "";
  };
  return { ...user, id: String(id), at, ask, inferring: client };
}

test("requests are kept with their texts under the ids of their records, until they are deleted", async () => {
  const { session, at, ask } = await keeper();
  const ids = [await ask(), await ask(true)];
  await expect.poll(async () => (await session.get(at)).body.total).toBe(2);
  const { data } = ok(await session.get(at)).body;
  expect(data.map((row: { id: string }) => row.id)).toEqual(ids.reverse());
  const record = ok(await session.get(`/api/requests/${ids[0]}`)).body;
  expect(data[0]).toEqual({
    ...record,
    request: expect.objectContaining({ messages: [{ role: "user", content: QUESTION }] }),
    answer: {
      choices: [{ text: ANSWER, reasoning: "", refusal: "", tool_calls: [] }],
      ...{ results: [], summary: null },
    },
    effective: { parameters: expect.anything(), image_settings: null },
    cut: false,
  });
  const page = ok(await session.get(`${at}?limit=1`)).body;
  const rest = ok(await session.get(`${at}?cursor=${String(page.next_cursor)}`)).body;
  expect([...page.data, ...rest.data]).toEqual(data);
  ok(await session.delete(at), 204);
  expect(ok(await session.get(at)).body).toMatchObject({ enabled: true, total: 0 });
  await ask();
  await expect.poll(async () => (await session.get(at)).body.total).toBe(1);
  expect(ok(await session.put(at, { enabled: false })).body).toEqual({
    ...{ enabled: false, since: null },
  });
  expect(ok(await session.get(at)).body).toMatchObject({ enabled: false, data: [] });
});

test("only their owner sees them, and with a key only one that reads", async () => {
  const { session, at, ask, inferring, ...user } = await keeper();
  await ask();
  await expect.poll(async () => (await session.get(at)).body.total).toBe(1);
  const { client: reading } = await makeKey({ session, ...user }, ["read"]);
  expect(ok(await reading.get(at)).body).toMatchObject({ total: 1 });
  expectProblem(await reading.put(at, { enabled: false }), 403, "insufficient_scope");
  expectProblem(await inferring.get(at), 403, "insufficient_scope");
  const admin = await makeAdmin();
  const { client: adminKey } = await makeKey(admin, ["admin"]);
  for (const caller of [admin.session, adminKey, (await makeUser("other")).session]) {
    expectProblem(await caller.get(at), 404, "profile_not_found");
    expectProblem(await caller.put(at, { enabled: false }), 404, "profile_not_found");
    expectProblem(await caller.delete(at), 404, "profile_not_found");
  }
  const ofAll = `${profilePath(defaultId(1))}/kept-requests`;
  for (const caller of [admin.session, session]) {
    expectProblem(await caller.put(ofAll, { enabled: true }), 403, "permission_denied");
  }
  for (const body of [{}, { enabled: 1 }, { enabled: true, days: 9 }]) {
    expectProblem(await session.put(at, body), 422, "validation_failed");
  }
  expect(ok(await session.get(at)).body).toMatchObject({ enabled: true, total: 1 });
});

test("that texts are kept is in the audit; the texts are in no log, metric, record or event", async () => {
  const { session, id, at, ask } = await keeper();
  await ask();
  await ask(true);
  await expect.poll(async () => (await session.get(at)).body.total).toBe(2);
  await session.put(at, { enabled: false });
  const admin = await makeAdmin();
  const audit = await admin.session.get(`/api/admin/audit?target=profile:${id}`);
  const actions = ok(audit).body.data.map((event: { action: string }) => event.action);
  expect(actions).toEqual(["profile.unkeep", "profile.keep", "profile.create"]);
  const told = [
    readFileSync(path.join(path.dirname(process.env.MODELS_FILE ?? ""), "server.log"), "utf8"),
    (await admin.session.get("/api/metrics")).text,
    (await admin.session.get("/api/requests")).text,
    audit.text,
  ];
  for (const text of told) {
    expect(text.length).toBeGreaterThan(100);
    for (const secret of [QUESTION, ANSWER]) expect(text).not.toContain(secret);
  }
});
