import { describe, expect, test } from "vitest";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { clock } from "@/lib/clock";
import { TASKS } from "@/lib/registry/tasks";
import { ADA, BEN, CHAT, CLEO, CODER, defaultOf, modelOf, testWorld, withKey } from "@/lib/testing";
import { breakerOf } from "./breaker";
import { getGatewayModel, listGatewayModels } from "./models-service";
import { engineAt, testGateway } from "./testing";

const world = testWorld();
const gateway = testGateway(world);

const NOWHERE = "http://localhost:1";
const list = async (user = BEN) => (await listGatewayModels(world.as(user), null)).data;
const get = (id: string, user = BEN) => getGatewayModel(world.as(user), id, null);
const idsOf = (models: Awaited<ReturnType<typeof list>>) => models.map(({ id }) => id);

describe("the list of models", () => {
  test("has the 19 tasks in their order, then the caller's own profiles by name", async () => {
    await world.create(BEN, "zebra");
    await world.create(BEN, "Apple");
    await world.create(CLEO, "Hers");
    const tasks = TASKS.map(({ key }) => `task:${key}`);
    expect(idsOf(await list())).toEqual([...tasks, "profile:Apple", "profile:zebra"]);
  });

  test("shows for a task the profile that is in force for the caller", async () => {
    const { id, revision } = await world.create(BEN, "Night owl", { model_name: CODER });
    await world.assign(BEN, { primary_profile_id: id });
    const ofBen = (await list()).find((model) => model.id === "task:primary");
    expect(ofBen).toMatchObject({
      owned_by: BEN.id,
      mp: { profile_id: id, revision, model: CODER },
    });
    const ofCleo = (await list(CLEO)).find((model) => model.id === "task:primary");
    expect(ofCleo).toMatchObject({
      owned_by: SYSTEM_USER_ID,
      mp: { profile_id: defaultOf("primary"), model: CHAT },
    });
  });

  test("of another user is what a service key gets for them, and nobody else", async () => {
    await world.create(BEN, "Night owl");
    const service = world.as(withKey(ADA, "infer", "service"));
    const { data } = await listGatewayModels(service, BEN.id);
    expect(idsOf(data)).toContain("profile:Night owl");
    await world.expectRefusal(() => listGatewayModels(world.as(withKey(BEN, "infer")), CLEO.id), {
      code: "insufficient_scope",
    });
    await world.expectRefusal(() => listGatewayModels(world.as(withKey(BEN, "read")), null), {
      code: "insufficient_scope",
    });
  });
});

describe("a model", () => {
  test("is available with the engine that runs it, and the context that this one grants", async () => {
    gateway.setEngines(engineAt("llama_cpp", NOWHERE, { context: 16_384 }));
    expect((await get("task:primary")).mp).toMatchObject({
      engine: "the llama_cpp",
      context_length: 16_384,
      available: true,
    });
  });

  test("has the catalog's context where the engine does not tell one", async () => {
    gateway.setEngines(engineAt("ollama", NOWHERE));
    expect((await get("task:primary")).mp.context_length).toBe(40_960);
  });

  test("without an engine is not available, and still described", async () => {
    gateway.setEngines();
    const { mp } = await get("task:primary");
    expect(mp).toMatchObject({ engine: null, available: false, model: CHAT });
  });

  test("is run by the next engine while the breaker of the first is open; by none if all are", async () => {
    const first = engineAt("vllm", NOWHERE, { name: "first" });
    const second = engineAt("vllm", NOWHERE, { name: "second" });
    gateway.setEngines(first, second);
    breakerOf(first.id, first.model).fail(60_000, true);
    expect((await get("task:primary")).mp).toMatchObject({ engine: "second", available: true });
    breakerOf(second.id, second.model).fail(60_000, true);
    expect((await get("task:primary")).mp).toMatchObject({ engine: "first", available: false });
  });

  test("that is gone from the catalog is listed as not available", async () => {
    await world.create(BEN, "Orphan", { model_name: CODER });
    await world.dropModel(CODER);
    gateway.setEngines(engineAt("ollama", NOWHERE));
    const orphan = (await list()).find(({ id }) => id === "profile:Orphan");
    expect(orphan?.mp).toMatchObject({ model: CODER, available: false, context_length: null });
  });

  test("takes images if it sees or edits them", async () => {
    await world.putModels(modelOf("eyes", "VisionTextToText", 4096));
    expect((await get("task:primary")).mp.modalities).toEqual(["text"]);
    expect((await get("model:eyes")).mp.modalities).toEqual(["text", "image"]);
  });

  test("is asked for by task, profile's name or id, or the model itself", async () => {
    const { id } = await world.create(BEN, "Night owl", { model_name: CODER });
    for (const name of ["profile:night OWL", `profile:${id}`]) {
      expect((await get(name)).mp).toMatchObject({ profile_id: id, model: CODER });
    }
    const { mp, created, owned_by } = await get(`model:${CODER}`);
    expect(mp).toMatchObject({ profile_id: null, revision: null, model: CODER });
    expect({ created, owned_by }).toEqual({ created: 0, owned_by: SYSTEM_USER_ID });
  });

  test("was made when its profile was, in seconds", async () => {
    const before = Math.floor(clock.now().getTime() / 1000);
    await world.create(BEN, "New");
    const { created } = await get("profile:New");
    expect(created).toBeGreaterThanOrEqual(before);
    expect(created).toBeLessThanOrEqual(Math.ceil(clock.now().getTime() / 1000));
  });

  test("of another person, or that there is not, is not found", async () => {
    const { id } = await world.create(CLEO, "Hers");
    for (const name of ["profile:Hers", `profile:${id}`, "task:none", "model:none", "nothing"]) {
      await world.expectRefusal(() => get(name), { code: "model_not_found" });
    }
  });
});
