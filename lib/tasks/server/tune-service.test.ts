import { expect, test } from "vitest";
import { ANONYMOUS, type Actor } from "@/lib/actor";
import { resolutionTag } from "@/lib/assignments/server/revision-service";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { setBound } from "@/lib/bounds/server/service";
import { loadChoices } from "@/lib/history/server/service";
import { listProfiles, getProfile } from "@/lib/profiles/server/service";
import { profileQuery } from "@/lib/profiles/query";
import { TASKS } from "@/lib/registry/tasks";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { stateOf } from "../state";
import type { TuneInput } from "../schema";
import { tuneTask } from "./tune-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const HALF = { parameters: { temperature: 0.5 } };
const resolve = (task: string, actor: Actor = BEN) =>
  resolveTask(as(actor), task, { strict: false });
const tune = async (task: string, profile: object, more: Partial<TuneInput> = {}) =>
  (await tuneTask(as(BEN), task, { profile: { ...profile }, ...more }, null)).data;
const assign = (model_profiles: object, actor = BEN) => world.assign(actor, model_profiles);
const ownProfiles = async () =>
  (await listProfiles(as(BEN), profileQuery.parse({ owner: "me" }))).data;

test("tuning a default creates a profile on it with the values sent alone, named after the task, and assigns it", async () => {
  const before = await resolve("engineering");
  const tuned = await tune("engineering", HALF);
  expect(tuned).toMatchObject({
    source: "user",
    other_tasks: [],
    profile: {
      name: "Engineering",
      type: 18,
      user_id: BEN.id,
      base_profile_id: defaultOf("engineering"),
      model_name: CODER,
      parameters: { temperature: 0.5 },
      system_prompt: "",
      revision: 1,
    },
  });
  expect(tuned.effective).toEqual({
    ...before.effective,
    parameters: { ...before.effective.parameters, temperature: 0.5 },
  });
  const { change, other_tasks: _others, ...resolved } = tuned;
  expect(change).toEqual(expect.any(String));
  expect(await resolve("engineering")).toEqual(resolved);
  expect((await resolve("engineering", CLEO)).source).toBe("system");
});

test("one event says what changed for the task, without private texts", async () => {
  const base = defaultOf("engineering");
  const first = await tune("18", { ...HALF, system_prompt: "Secret" });
  const second = await tune("engineering", { parameters: { temperature: null, top_k: 7 } });
  expect(second.profile).toMatchObject({ id: first.profile.id, revision: 2 });
  const { id } = first.profile;
  expect(await world.events()).toMatchObject([
    {
      action: "task.update",
      target: "task:engineering",
      actor: BEN.id,
      before: { profile_id: id, "parameters.temperature": 0.5 },
      after: { profile_id: id, "parameters.top_k": 7 },
    },
    {
      before: { profile_id: base },
      after: {
        profile_id: id,
        name: "Engineering",
        "parameters.temperature": 0.5,
        system_prompt: { characters: 6 },
      },
    },
  ]);
});

test("a patch that results in what is used already changes nothing", async () => {
  const { parameters } = (await resolve("engineering")).profile;
  const empty = await world.contents();
  for (const patch of [
    {},
    { parameters: { temperature: parameters.temperature } },
    { parameters: { top_p: null }, description: null },
  ]) {
    expect(await tune("engineering", patch)).toMatchObject({ change: null, source: "system" });
  }
  expect(await world.contents()).toEqual(empty);
  await tune("engineering", HALF);
  const before = await world.contents();
  expect(await tune("engineering", HALF)).toMatchObject({ change: null });
  expect(await world.contents()).toEqual(before);
});

test("a profile that other tasks use is changed for all or copied for the task, as the caller says", async () => {
  const shared = await create(BEN, "Shared", {
    base_profile_id: defaultOf("primary"),
    parameters: { top_k: 7 },
  });
  await assign({ primary_profile_id: shared.id, engineering_profile_id: shared.id });
  await expectRefusal(() => tune("engineering", HALF), {
    code: "profile_shared",
    extra: { tasks: ["primary"] },
    message: expect.stringContaining("Primary"),
  });
  const all = await tune("engineering", HALF, { scope: "all" });
  expect(all).toMatchObject({
    profile: { id: shared.id, revision: 2, parameters: { top_k: 7, temperature: 0.5 } },
    other_tasks: ["primary"],
  });
  const [event] = await world.events();
  expect(event?.after).toMatchObject({ tasks: ["engineering", "primary"] });
  const copy = await tune("engineering", { parameters: { top_k: null } }, { scope: "this" });
  expect(copy.profile).toMatchObject({
    name: "Engineering",
    type: 18,
    base_profile_id: defaultOf("primary"),
    parameters: { temperature: 0.5 },
  });
  expect(copy.profile.id).not.toBe(shared.id);
  expect(await getProfile(as(BEN), shared.id)).toMatchObject({ revision: 2 });
  // Alone now: nothing to say about others.
  const own = await tune("engineering", { parameters: { top_k: 9 } }, { scope: "this" });
  expect(own.profile).toMatchObject({ id: copy.profile.id, revision: 2 });
});

test("names are unique: the task's label, then with a number, or what the patch says", async () => {
  await create(BEN, "ENGINEERING");
  await create(BEN, "Engineering 2");
  await create(CLEO, "Engineering 3");
  expect((await tune("engineering", HALF)).profile.name).toBe("Engineering 3");
  expect((await tune("primary", { ...HALF, name: "Mine" })).profile.name).toBe("Mine");
  const call = () => tune("analysis", { ...HALF, name: "mine" });
  await expectRefusal(call, { code: "name_taken" });
});

test("another task's default that is assigned is the base of the new profile", async () => {
  const base = defaultOf("primary");
  await assign({ engineering_profile_id: base });
  const { profile } = await tune("engineering", HALF);
  expect(profile).toMatchObject({ base_profile_id: base, model_name: CHAT, type: 18 });
});

test("a profile whose model is gone is tuned, not the default that stands in for it", async () => {
  const gone = await create(BEN, "Gone", { model_name: SMALL });
  await assign({ primary_profile_id: gone.id });
  await world.dropModel(SMALL);
  const before = await resolve("primary");
  expect(before).toMatchObject({
    source: "fallback",
    assigned: { id: gone.id, name: "Gone", revision: 1 },
  });
  const tuned = await tune("primary", HALF);
  expect(tuned).toMatchObject({ source: "fallback", assigned: { id: gone.id, revision: 2 } });
  // The state that a page or a script knew is outdated, although the default is the same.
  for (const stale of [stateOf(before), tagOf(before)]) {
    const call = () => tuneTask(as(BEN), "primary", { profile: HALF }, [stale]);
    await expectRefusal(call, { code: "revision_mismatch" });
  }
  const repaired = await tune("primary", { model_name: CHAT });
  expect(repaired).toMatchObject({ source: "user", profile: { id: gone.id, model_name: CHAT } });
  expect(repaired).not.toHaveProperty("assigned");
});

const tagOf = (resolved: Parameters<typeof resolutionTag>[1]) =>
  resolutionTag(as(BEN), resolved).slice(1, -1);

test("of two changes made on the same state, one wins", async () => {
  const before = await resolve("primary");
  const calls = [0.1, 0.2].map((temperature) =>
    tuneTask(as(BEN), "primary", { profile: { parameters: { temperature } } }, [tagOf(before)]),
  );
  const results = await Promise.allSettled(calls);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const after = await resolve("primary");
  expect(after.effective.parameters.temperature).toBe(0.1);
  expect(await ownProfiles()).toHaveLength(1);
  // The answer's tag is that of the next change.
  const next = await tuneTask(as(BEN), "primary", { profile: HALF }, [tagOf(after)]);
  expect(next.tag).toBe(resolutionTag(as(BEN), await resolve("primary")));
  const call = () => tuneTask(as(BEN), "primary", { profile: HALF }, [tagOf(before)]);
  await expectRefusal(call, {
    code: "revision_mismatch",
    extra: { current_revision: next.tag.slice(1, -1) },
  });
});

test("what any write of a profile refuses is refused here, at its place in the request", async () => {
  await setBound(as(ADA), { path: "parameters.num_ctx", task: null, max: 8192 });
  const bad = {
    parameters: { temperature: 3, num_ctx: 9000, colour: 1 },
    nothing: null,
    base_profile_id: (await create(CLEO, "Cleo's")).id,
    task: "primary",
  };
  await expectRefusal(() => tune("engineering", bad), {
    code: "validation_failed",
    errors: expect.arrayContaining(
      faultsAt({
        "profile.parameters.temperature": "out_of_range",
        "profile.parameters.num_ctx": "out_of_bounds",
        "profile.parameters.colour": "unknown_field",
        "profile.nothing": "unknown_field",
        "profile.base_profile_id": "invalid_base",
        "profile.task": "read_only",
      }),
    ),
  });
  for (const [model_name, code] of [
    [EMBEDDER, "incompatible_model"],
    ["qwen", "unknown_model"],
  ] as const) {
    const errors = faultsAt({ "profile.model_name": code });
    await expectRefusal(() => tune("engineering", { model_name }), {
      code: "validation_failed",
      errors,
    });
  }
});

test("a profile for other tasks cannot get a model that the task does not take", async () => {
  const both = await create(BEN, "Both", { type: 14, model_name: EMBEDDER });
  const { id } = await create(BEN, "Text");
  await assign({ embedding_profile_id: both.id, primary_profile_id: id });
  const errors = faultsAt({ "profile.model_name": "incompatible_model" });
  await expectRefusal(() => tune("primary", { type: 14, model_name: EMBEDDER }), {
    errors,
    code: "validation_failed",
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["a key that only infers", withKey(BEN, "infer"), "insufficient_scope"],
  ["a key that only resolves for others", withKey(ADA, "service"), "insufficient_scope"],
] as const)("%s cannot change a task", async (_who, actor, code) => {
  const call = () => tuneTask(as(actor), "primary", { profile: HALF }, null);
  await expectRefusal(call, { code });
});

test("an admin's change of a task is for the admin alone, not for everybody", async () => {
  await tuneTask(as(ADA), "primary", { profile: HALF }, null);
  expect((await resolve("primary")).source).toBe("system");
  expect(await loadChoices(as(ADA), ADA.id)).toHaveProperty("size", 1);
  expect(TASKS).toHaveLength(19);
});
