import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { getModel } from "@/lib/models/server/service";
import { ADA, BEN, CHAT, testWorld, withKey } from "@/lib/testing";
import { withTransaction } from "@/db/transaction";
import { engineInput } from "../schema";
import { keepModelsFresh, readEngine } from "./read-service";
import { findEngine, upsertEngine } from "./repository";
import {
  createEngine,
  listEngines,
  readEngineNow,
  removeEngine,
  sealStoredKeys,
  surveyEngines,
  updateEngine,
} from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const WRONG_ADMINS = [
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const;

describe("an engine", () => {
  let server: Server;
  let address: string;
  /** What the server answers: a status, and the ids of its models. */
  let answer: { status: number; ids: string[] };
  let keys: (string | undefined)[];

  beforeEach(async () => {
    answer = { status: 200, ids: ["served"] };
    keys = [];
    server = createServer((request, response) => {
      keys.push(request.headers.authorization);
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify({ data: answer.ids.map((id) => ({ id })) }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const add = (input: object = {}) =>
    createEngine(
      as(ADA),
      engineInput.parse({
        kind: "openai_compatible",
        name: "GPU",
        address,
        key: "secret-1",
        ...input,
      }),
    );

  test("is added without models, which come with its first read", async () => {
    const made = await add();
    expect(made).toMatchObject({ name: "GPU", has_key: true, model_count: 0, read: null });
    expect(made).not.toHaveProperty("key");
    const read = await readEngineNow(as(ADA), made.id.toUpperCase());
    expect(read).toMatchObject({
      model_count: 1,
      read: { stale: null, report: { added: ["served"] } },
    });
    expect(keys).toEqual(["Bearer secret-1"]);
    expect(await getModel(as(BEN), "served")).toMatchObject({ provider: "GPU" });
    expect(await listEngines(as(ADA))).toEqual({ data: [read] });
    const survey = await surveyEngines({ ...as(SYSTEM_ACTOR), actor: SYSTEM_ACTOR });
    expect(survey).toEqual([read]);
  });

  test("keeps its models while it cannot be read, and says why", async () => {
    const { id } = await add();
    await readEngineNow(as(ADA), id);
    answer = { status: 500, ids: [] };
    const stale = await readEngineNow(as(ADA), id);
    expect(stale.model_count).toBe(1);
    expect(stale.read?.stale?.reason).toContain("500");
    answer = { status: 200, ids: ["other"] };
    const again = await readEngineNow(as(ADA), id);
    expect(again.read).toMatchObject({ stale: null, report: { removed: ["served"] } });
  });

  test("does not replace a model of the file", async () => {
    answer.ids = [CHAT];
    const { id } = await add();
    const { model_count, read } = await readEngineNow(as(ADA), id);
    expect(model_count).toBe(0);
    expect(read?.report.errors).toHaveLength(1);
    expect(await getModel(as(BEN), CHAT)).toMatchObject({ provider: "local" });
  });

  test("gives its new name to its models", async () => {
    const { id } = await add();
    await readEngineNow(as(ADA), id);
    await updateEngine(as(ADA), id, { name: "Lab" });
    expect(await getModel(as(BEN), "served")).toMatchObject({ provider: "Lab" });
  });

  test("has no models while it is disabled, and is not read", async () => {
    const { id } = await add();
    await readEngineNow(as(ADA), id);
    expect(await updateEngine(as(ADA), id, { enabled: false })).toMatchObject({ model_count: 0 });
    await expectRefusal(() => getModel(as(BEN), "served"), { code: "model_not_found" });
    await expectRefusal(() => readEngineNow(as(ADA), id), { code: "engine_disabled" });
    expect(keys).toHaveLength(1);
  });

  test("takes its models along when it is removed", async () => {
    const { id } = await add();
    await readEngineNow(as(ADA), id);
    await removeEngine(as(ADA), id);
    expect(await listEngines(as(ADA))).toEqual({ data: [] });
    expect((await currentCatalog(as(BEN))).byId.has("served")).toBe(false);
    const [event] = await world.events();
    expect(event).toMatchObject({ action: "engine.remove", before: { catalog: ["served"] } });
  });

  test("leaves neither its key nor its address in the audit", async () => {
    const { id } = await add();
    await updateEngine(as(ADA), id, { key: "secret-2" });
    const events = await world.events();
    expect(events[0]).toMatchObject({ action: "engine.update", after: { key_replaced: true } });
    expect(JSON.stringify(events)).not.toMatch(/secret-|127\.0\.0\.1/);
  });

  test("keeps its key from another host", async () => {
    const { id } = await add();
    const elsewhere = { address: "http://elsewhere.example" };
    const errors = [{ path: "key", code: "required" }];
    const call = () => updateEngine(as(ADA), id, elsewhere);
    await expectRefusal(call, { code: "validation_failed", errors });
    const moved = await updateEngine(as(ADA), id, { ...elsewhere, key: null });
    expect(moved).toMatchObject({ ...elsewhere, has_key: false });
  });

  test("has a name that no other has, in any case", async () => {
    await add();
    const other = await add({ name: "Other" });
    const errors = [{ path: "name", code: "taken" }];
    const refusal = { code: "validation_failed", errors } as const;
    await expectRefusal(() => add({ name: "gpu" }), refusal);
    await expectRefusal(() => updateEngine(as(ADA), other.id, { name: "gpu" }), refusal);
  });

  test("must exist to be changed, read or removed", async () => {
    const code = "engine_not_found";
    await expectRefusal(() => updateEngine(as(ADA), UNKNOWN, {}), { code });
    await expectRefusal(() => readEngineNow(as(ADA), UNKNOWN), { code });
    await expectRefusal(() => removeEngine(as(ADA), UNKNOWN), { code });
  });

  test.each(WRONG_ADMINS)("is out of reach for %s", async (_who, actor, code) => {
    const { id } = await add();
    const input = engineInput.parse({ kind: "openai_compatible", name: "Mine", address });
    await expectRefusal(() => listEngines(as(actor)), { code });
    await expectRefusal(() => createEngine(as(actor), input), { code });
    await expectRefusal(() => updateEngine(as(actor), id, { enabled: false }), { code });
    await expectRefusal(() => readEngineNow(as(actor), id), { code });
    await expectRefusal(() => removeEngine(as(actor), id), { code });
    expect(keys).toEqual([]);
  });

  test("whose key an older version stored as plain text gets it encrypted at the start", async () => {
    const { id } = await add();
    const stored = async () => (await findEngine(world.db.read, id))?.key;
    const row = await findEngine(world.db.read, id);
    if (!row) throw new Error("there is no engine");
    await withTransaction(world.db, (tx) => upsertEngine(tx, { ...row, key: "plain-1" }));
    await sealStoredKeys(as(SYSTEM_ACTOR));
    const sealed = await stored();
    expect(sealed).toMatch(/^sealed:/);
    await sealStoredKeys(as(SYSTEM_ACTOR));
    expect(await stored()).toBe(sealed);
    await readEngineNow(as(ADA), id);
    expect(keys).toEqual(["Bearer plain-1"]);
  });

  test("is read at every start, by one request however many ask", async () => {
    const { id } = await add();
    const off = await add({ name: "Off", enabled: false });
    const silent = await add({ name: "Silent", adds_models: false });
    const reads = keepModelsFresh(as(SYSTEM_ACTOR));
    await expect.poll(async () => (await listEngines(as(ADA))).data[0]?.model_count).toBe(1);
    await reads.stop();
    expect(keys).toHaveLength(1);
    await Promise.all([off.id, silent.id].map((each) => readEngine(as(SYSTEM_ACTOR), each)));
    expect(keys).toHaveLength(1);
    await readEngine(as(SYSTEM_ACTOR), id);
    expect(keys).toHaveLength(2);
  });

  test("that adds no models has none in the catalog, and gets them back", async () => {
    const { id } = await add();
    await readEngineNow(as(ADA), id);
    expect(await updateEngine(as(ADA), id, { adds_models: false })).toMatchObject({
      model_count: 0,
      read: null,
    });
    expect(await readEngineNow(as(ADA), id)).toMatchObject({ model_count: 0, read: null });
    await updateEngine(as(ADA), id, { adds_models: true });
    expect(await readEngineNow(as(ADA), id)).toMatchObject({ model_count: 1 });
  });

  test.each([
    ["http://127.0.0.1:1", undefined, true],
    ["http://gpu-box:1", undefined, true],
    ["https://api.example.com/v1", undefined, false],
    ["http://127.0.0.1:1", false, false],
    ["https://api.example.com/v1", true, true],
  ])("at %s, said to be local: %s, is local: %s", async (at, given, local) => {
    expect(await add({ address: at, local: given })).toMatchObject({ local });
  });

  test("of a lower priority number comes first, and its models are used first", async () => {
    const first = await add();
    const second = await add({ name: "Second" });
    await readEngineNow(as(ADA), first.id);
    await readEngineNow(as(ADA), second.id);
    expect(await getModel(as(BEN), "served")).toMatchObject({ provider: "GPU" });
    await updateEngine(as(ADA), second.id, { priority: 1 });
    expect((await listEngines(as(ADA))).data.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await getModel(as(BEN), "served")).toMatchObject({ provider: "Second" });
  });
});
