import { afterEach, describe, expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { sendJson, type StandIn, startStandIn } from "@/e2e/engines/server";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { RemoteError } from "@/lib/http/server/ask";
import { CHAT, setTime, testWorld } from "@/lib/testing";
import { currentCatalog, freshCatalog } from "./catalog-service";
import {
  dropSource,
  lastReads,
  modelsOfSource,
  readModels,
  type Source,
  sourceState,
  sourceStates,
  updateSource,
} from "./source-service";

const world = testWorld();
const ctx = () => world.as(SYSTEM_ACTOR);
const SECRET = "sk-of-the-source";

const servers: StandIn[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A server that lists what `models` returns, in OpenAI's format; null is an error of its own. */
async function startSource(models: () => readonly string[] | null, id = "source-1") {
  const server = await startStandIn((_received, response) => {
    const listed = models();
    sendJson(response, { data: listed?.map((each) => ({ id: each })) }, listed ? 200 : 500);
  });
  servers.push(server);
  const source: Source = {
    id,
    listsAs: "openai",
    provider: "box",
    url: `${server.url}/v1`,
    openKey: () => SECRET,
    isLocal: true,
  };
  return { source, received: server.received };
}

const read = (
  source: Source,
  {
    before = new Map<string, string>(),
    end = new AbortController().signal,
    isUnchanged = () => Promise.resolve(true),
  } = {},
) => readModels(ctx(), source, before, end, isUnchanged);

const modelsOf = (id: string) => withTransaction(world.db, (tx) => modelsOfSource(ctx(), tx, id));
const isInCatalog = async (id: string) => (await freshCatalog(ctx())).byId.has(id);

describe("reading a source", () => {
  test("puts its models into the catalog, with its key as a bearer token", async () => {
    const { source, received } = await startSource(() => ["one", "two"]);
    setTime("2026-03-01T00:00:00.000Z");
    await read(source);
    expect(received).toMatchObject([{ headers: { authorization: `Bearer ${SECRET}` } }]);
    const { byId } = await freshCatalog(ctx());
    expect(byId.get("one")).toMatchObject({ id: "one", provider: "box" });
    const state = await sourceState(ctx(), source.id);
    expect(state).toMatchObject({ model_count: 2, read: { stale: null } });
    expect(state.read?.report.added.toSorted()).toEqual(["one", "two"]);
    expect(await lastReads(ctx())).toEqual(new Map([[source.id, "2026-03-01T00:00:00.000Z"]]));
    expect(JSON.stringify(await world.contents())).not.toContain(SECRET);
  });

  test("again takes out what it no longer lists", async () => {
    let listed = ["one", "two"];
    const { source } = await startSource(() => listed);
    await read(source);
    listed = ["two", "three"];
    await read(source);
    expect((await modelsOf(source.id)).toSorted()).toEqual(["three", "two"]);
    expect(await isInCatalog("one")).toBe(false);
  });

  test("that fails keeps its models, marks them as stale and says why", async () => {
    let listed: string[] | null = ["one"];
    const { source } = await startSource(() => listed);
    await read(source);
    listed = null;
    await read(source);
    const { model_count, read: last } = await sourceState(ctx(), source.id);
    expect(model_count).toBe(1);
    expect(last?.stale?.reason).toContain("500");
    listed = ["one"];
    await read(source);
    expect((await sourceState(ctx(), source.id)).read?.stale).toBeNull();
  });

  test("whose key cannot be opened is reported and asks nothing", async () => {
    const { source, received } = await startSource(() => ["one"]);
    const openKey = () => {
      throw new RemoteError("the key cannot be opened");
    };
    await read({ ...source, openKey });
    expect(received).toEqual([]);
    const state = await sourceState(ctx(), source.id);
    expect(state).toMatchObject({
      model_count: 0,
      read: { stale: { reason: expect.stringContaining("the key cannot be opened") as unknown } },
    });
  });

  test("does not replace a model that comes before it in the catalog", async () => {
    const { source } = await startSource(() => [CHAT, "one"]);
    const before = (await currentCatalog(ctx())).byId.get(CHAT);
    await read(source);
    expect((await freshCatalog(ctx())).byId.get(CHAT)).toEqual(before);
    expect(await modelsOf(source.id)).toContain(CHAT);
    const { read: last } = await sourceState(ctx(), source.id);
    expect(JSON.stringify(last?.report)).toContain("the file");
  });

  test.each<[string, Parameters<typeof read>[1]]>([
    ["that was ended", { end: AbortSignal.abort() }],
    ["that was changed meanwhile", { isUnchanged: () => Promise.resolve(false) }],
  ])("%s leaves no trace", async (_which, options) => {
    const { source } = await startSource(() => ["one"]);
    const before = await world.contents();
    await read(source, options);
    expect(await world.contents()).toEqual(before);
  });

  test("that began before another one does not undo it", async () => {
    let listed = ["new"];
    const { source } = await startSource(() => listed);
    setTime("2026-03-01T00:00:02.000Z");
    await read(source);
    listed = ["old"];
    setTime("2026-03-01T00:00:01.000Z");
    const earlier = read(source);
    setTime("2026-03-01T00:00:03.000Z");
    await earlier;
    expect(await modelsOf(source.id)).toEqual(["new"]);
  });
});

test("a source that is dropped takes its models and its read along, and no other's", async () => {
  const [one, two] = [
    await startSource(() => ["one"], "source-1"),
    await startSource(() => ["two"], "source-2"),
  ];
  await read(one.source);
  await read(two.source);
  await withTransaction(world.db, (tx) => dropSource(ctx(), tx, "source-1"));
  expect([await isInCatalog("one"), await isInCatalog("two"), await isInCatalog(CHAT)]).toEqual([
    false,
    true,
    true,
  ]);
  const stateOf = await sourceStates(ctx());
  expect(stateOf("source-1")).toEqual({ model_count: 0, read: null });
  expect(stateOf("source-2")).toMatchObject({ model_count: 1 });
});

test("a source that is renamed is the provider of its models at the next look", async () => {
  const { source } = await startSource(() => ["one"]);
  await read(source);
  await withTransaction(world.db, (tx) => updateSource(ctx(), tx, source.id, "attic"));
  expect((await freshCatalog(ctx())).byId.get("one")).toMatchObject({ provider: "attic" });
  expect((await currentCatalog(ctx())).byId.get(CHAT)).toMatchObject({ provider: "local" });
});
