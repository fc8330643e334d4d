import { expect, test } from "vitest";
import { shippedContent } from "@/db/seed";
import { setConfig } from "@/lib/assignments/server/service";
import { ANONYMOUS, SYSTEM_ACTOR, SYSTEM_USER_ID } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import { TASKS } from "@/lib/registry/tasks";
import { patchUser } from "@/lib/users/server/service";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  defaultOf,
  faultsAt,
  SMALL,
  STALE,
  testWorld,
  withKey,
} from "@/lib/testing";
import { contentOf } from "@/lib/values/content";
import { listDefaults, resetDefault, seedDefaults } from "./defaults-service";
import { patchProfile } from "./service";
import { profilesOf, surveyProfiles } from "./admin-service";

const world = testWorld();
const { as, create, expectRefusal } = world;
const system = () => ({ ...as(SYSTEM_ACTOR), actor: SYSTEM_ACTOR });

const PRIMARY = defaultOf("primary");
const change = (patch: object) => patchProfile(as(ADA), PRIMARY, patch, null);

async function rowOf(id: string) {
  return (await listDefaults(as(ADA))).data.find(({ profile }) => profile.id === id);
}

test("the 19 defaults are listed in the order of the tasks, unchanged at first", async () => {
  const { data } = await listDefaults(as(ADA));
  expect(data.map(({ profile }) => profile.type)).toEqual(TASKS.map(({ type }) => type));
  expect(data.flatMap(({ changes }) => changes)).toEqual([]);
  expect(data[0]).toMatchObject({ people: 3, in_force_for: 3, overridden_by: 0, inherited_by: 0 });
});

test("a default tells how many people and profiles it reaches", async () => {
  const child = await create(BEN, "Child", { base_profile_id: PRIMARY });
  await create(BEN, "Grandchild", { base_profile_id: child.id });
  await setConfig(
    as(BEN),
    { model_profiles: { primary_profile_id: child.id } },
    { replace: false },
  );
  await patchUser(as(ADA), CLEO.id, { disabled: true });
  const reach = { people: 2, in_force_for: 1, overridden_by: 1, inherited_by: 2 };
  expect(await rowOf(PRIMARY)).toMatchObject(reach);
});

test("a default tells what differs from what ships", async () => {
  await change({ parameters: { temperature: 0.9 } });
  expect((await rowOf(PRIMARY))?.changes).toEqual([
    { path: "parameters.temperature", from: 0.65, to: 0.9 },
  ]);
});

test("a reset puts back all of a default, as a new revision that is audited", async () => {
  await change({ name: "Mine", parameters: { temperature: 0.9, min_p: 0.2 }, system_prompt: "?" });
  const reset = await resetDefault(as(ADA), "primary", {}, null);
  expect(reset.revision).toBe(3);
  expect(contentOf(reset)).toEqual(shippedContent(PRIMARY));
  expect((await world.events())[0]).toMatchObject({
    action: "profile.reset",
    target: `profile:${PRIMARY}`,
    before: { name: "Mine", "parameters.min_p": 0.2 },
  });
});

test("a reset of some fields leaves the others", async () => {
  await change({ name: "Mine", parameters: { temperature: 0.9, min_p: 0.2 } });
  const fields = ["parameters.temperature", "parameters.min_p"];
  const reset = await resetDefault(as(ADA), "1", { fields }, null);
  expect(reset).toMatchObject({ name: "Mine", parameters: { temperature: 0.65 } });
  expect(reset.parameters).not.toHaveProperty("min_p");
});

test("a default cannot be reset beyond a limit", async () => {
  await change({ parameters: { temperature: 0.1 } });
  await setBound(as(ADA), { path: "parameters.temperature", task: null, max: 0.5 });
  await expectRefusal(() => resetDefault(as(ADA), "primary", {}, null), {
    code: "validation_failed",
    errors: expect.arrayContaining(faultsAt({ "parameters.temperature": "out_of_bounds" })),
  });
});

test("a default cannot be reset to a model that has left the catalog", async () => {
  await change({ model_name: SMALL, parameters: { num_ctx: 2048 } });
  await world.dropModel(CHAT);
  await expectRefusal(() => resetDefault(as(ADA), "primary", {}, null), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot list or reset the defaults", async (_who, actor, code) => {
  await change({ name: "Mine" });
  await expectRefusal(() => listDefaults(as(actor)), { code });
  await expectRefusal(() => resetDefault(as(actor), "primary", {}, null), { code });
});

test("a reset names a task, and a revision if any that is the current one", async () => {
  for (const task of ["primaries", "20"]) {
    const call = () => resetDefault(as(ADA), task, {}, null);
    await expectRefusal(call, { code: "task_not_found" });
  }
  const call = () => resetDefault(as(ADA), "primary", {}, STALE);
  await expectRefusal(call, { code: "revision_mismatch", extra: { current_revision: 1 } });
});

test("seeding again leaves the defaults as admins changed them", async () => {
  await change({ name: "Mine" });
  const before = await world.contents();
  await seedDefaults(system());
  expect(await world.contents()).toEqual(before);
});

test("a survey counts all profiles, and names those that could not be saved today", async () => {
  expect(await surveyProfiles(system())).toEqual({ total: 19, invalid: [] });
  const { id } = await create(BEN, "Ben's", { model_name: SMALL });
  await world.dropModel(SMALL);
  const { total, invalid } = await surveyProfiles(system());
  expect(total).toBe(20);
  expect(invalid).toMatchObject([
    {
      id,
      user_id: BEN.id,
      name: "Ben's",
      faults: [{ path: "model_name", code: "model_unavailable" }],
    },
  ]);
});

test("the profiles of an owner are that owner's alone", async () => {
  const made = await create(BEN, "Ben's");
  await create(CLEO, "Cleo's");
  expect((await profilesOf(system(), BEN.id)).map(({ id }) => id)).toEqual([made.id]);
  expect(await profilesOf(system(), SYSTEM_USER_ID)).toHaveLength(19);
});
