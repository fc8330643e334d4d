import { expect, test } from "vitest";
import { ANONYMOUS, type Actor } from "@/lib/actor";
import { removeBound, setBound } from "@/lib/bounds/server/service";
import { patchProfile } from "@/lib/profiles/server/service";
import { TASKS } from "@/lib/registry/tasks";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  modelOf,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { resolveAll, resolveTask } from "./resolve-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const SERVICE = withKey(ADA, "service");
const primary = (actor: Actor, query: { strict?: boolean; user_id?: string } = {}) =>
  resolveTask(as(actor), "primary", { strict: false, ...query });

/** A profile of Ben's that does his task Primary. */
async function assigned(input: object = {}): Promise<string> {
  const { id } = await create(BEN, "Ben's", input);
  await world.assign(BEN, { primary_profile_id: id });
  return id;
}

test("a task without a choice resolves to its default, with the model's own values below it", async () => {
  const resolved = await primary(BEN);
  expect(resolved).toMatchObject({
    task: "primary",
    type: 1,
    source: "system",
    profile: { id: defaultOf("primary"), read_only: true },
    model: { id: CHAT, available: true },
    effective: { parameters: { temperature: 0.65, min_p: 0.01 } },
    warnings: [],
  });
  expect(resolved.provenance).toMatchObject({
    "parameters.temperature": "profile",
    "parameters.min_p": "model",
    "circuit_breaker.max_retries": "lab",
  });
});

test("a chosen profile resolves for its owner alone, with what it inherits from its base", async () => {
  const base = defaultOf("primary");
  const id = await assigned({ base_profile_id: base, parameters: { temperature: 0 } });
  const resolved = await primary(BEN);
  expect(resolved).toMatchObject({ source: "user", profile: { id, user_id: BEN.id } });
  expect(resolved.effective.parameters).toMatchObject({ temperature: 0, top_k: 30 });
  expect(resolved.provenance).toMatchObject({
    "parameters.temperature": "profile",
    "parameters.top_k": `base:${base}`,
  });
  expect(await primary(CLEO)).toMatchObject({ source: "system" });
});

test("a change of a base reaches the profiles on it with the next resolution", async () => {
  const base = defaultOf("primary");
  await assigned({ base_profile_id: base });
  await patchProfile(as(ADA), base, { parameters: { top_k: 11 } }, null);
  expect((await primary(BEN)).effective.parameters.top_k).toBe(11);
});

test("the default stands in, with a warning, while the chosen profile's model is missing", async () => {
  const id = await assigned({ model_name: SMALL });
  await world.dropModel(SMALL);
  const resolved = await primary(BEN);
  expect(resolved).toMatchObject({ source: "fallback", profile: { id: defaultOf("primary") } });
  expect(resolved.warnings.map(({ code }) => code)).toEqual(["model_unavailable"]);
  await expectRefusal(() => primary(BEN, { strict: true }), { code: "model_unavailable" });
  await world.putModels();
  expect(await primary(BEN, { strict: true })).toMatchObject({ source: "user", profile: { id } });
});

test("the default stands in for a profile whose model changed to one for other tasks", async () => {
  await assigned({ model_name: SMALL });
  await world.dropModel(SMALL);
  await world.putModels(modelOf(SMALL, "TextToEmbeddings", 4096));
  const resolved = await primary(BEN, { strict: true });
  expect(resolved).toMatchObject({ source: "fallback" });
  expect(resolved.warnings[0]?.code).toBe("incompatible_model");
});

test("a default without its model resolves with a warning, and strictly not at all", async () => {
  await world.dropModel(CHAT);
  const resolved = await primary(BEN);
  expect(resolved).toMatchObject({ source: "system", model: null });
  expect(resolved.warnings[0]?.code).toBe("model_unavailable");
  await expectRefusal(() => primary(BEN, { strict: true }), { code: "model_unavailable" });
});

test("a limit holds what is sent, also for profiles that are older than it", async () => {
  const id = await assigned({ parameters: { temperature: 1.5 } });
  const limit = { path: "parameters.temperature", task: null, max: 1 };
  const { id: bound } = await setBound(as(ADA), limit);
  const held = await primary(BEN);
  expect(held.effective.parameters.temperature).toBe(1);
  expect(held.provenance["parameters.temperature"]).toBe("bound");
  expect(held.warnings.map(({ code }) => code)).toEqual(["clamped"]);
  expect(held.profile).toMatchObject({ id, parameters: { temperature: 1.5 } });
  await removeBound(as(ADA), bound);
  expect((await primary(BEN)).effective.parameters.temperature).toBe(1.5);
});

test("a fixed value is sent for its task alone, even where nobody sets it", async () => {
  await setBound(as(ADA), { path: "parameters.typical_p", task: "primary", fixed: 0.5 });
  expect((await primary(BEN)).effective.parameters.typical_p).toBe(0.5);
  const other = await resolveTask(as(BEN), "analysis", { strict: false });
  expect(other.effective.parameters).not.toHaveProperty("typical_p");
});

test("a task is found by its key and by its number, and by nothing else", async () => {
  expect(await resolveTask(as(BEN), "18", { strict: false })).toMatchObject({
    task: "engineering",
    model: { id: CODER },
  });
  for (const task of ["0", "20", "01", "Primary", ""]) {
    const call = () => resolveTask(as(BEN), task, { strict: false });
    await expectRefusal(call, { code: "task_not_found" });
  }
});

test("all tasks resolve together exactly as they do one by one, in the order of the tasks", async () => {
  await assigned({ parameters: { temperature: 0 } });
  const { data } = await resolveAll(as(BEN), { strict: false });
  expect(data.map(({ task }) => task)).toEqual(TASKS.map(({ key }) => key));
  for (const resolved of data) {
    expect(await resolveTask(as(BEN), resolved.task, { strict: false })).toEqual(resolved);
  }
});

test("one missing model refuses a strict resolution of all tasks", async () => {
  await world.dropModel(CODER);
  const call = () => resolveAll(as(BEN), { strict: true });
  await expectRefusal(call, { code: "model_unavailable" });
  expect((await resolveAll(as(BEN), { strict: false })).data).toHaveLength(19);
});

test("a service key of an admin resolves for any user, by an id in any case", async () => {
  const id = await assigned();
  const user_id = BEN.id.toUpperCase();
  const resolved = await primary(SERVICE, { user_id });
  expect(resolved).toMatchObject({ source: "user", profile: { id } });
  const { data } = await resolveAll(as(SERVICE), { strict: false, user_id });
  expect(data[0]).toEqual(resolved);
});

test.each([
  ["an anonymous caller", ANONYMOUS, BEN.id, "unauthenticated"],
  ["another user", CLEO, BEN.id, "insufficient_scope"],
  ["an admin in a browser", ADA, BEN.id, "insufficient_scope"],
  ["an admin key without that scope", withKey(ADA, "admin"), BEN.id, "insufficient_scope"],
  ["a key whose owner is no admin any more", withKey(CLEO, "service"), BEN.id, "permission_denied"],
  ["a service key", SERVICE, "99999999-0000-4000-8000-000000000000", "user_not_found"],
] as const)(
  "%s cannot resolve for a user it may not, or that does not exist",
  async (_who, actor, user_id, code) => {
    await assigned();
    await expectRefusal(() => primary(actor, { user_id }), { code });
    await expectRefusal(() => resolveAll(as(actor), { strict: false, user_id }), { code });
  },
);

test("everybody resolves for themselves, by their own id too", async () => {
  await assigned();
  for (const actor of [BEN, withKey(BEN, "read"), withKey(BEN, "service")]) {
    expect(await primary(actor, { user_id: BEN.id })).toMatchObject({ source: "user" });
  }
});
