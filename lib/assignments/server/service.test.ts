import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { loadChoices } from "@/lib/history/server/service";
import { removeProfile } from "@/lib/profiles/server/remove-service";
import { CONFIG_FIELDS, TASKS } from "@/lib/registry/tasks";
import {
  ADA,
  BEN,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { getConfig, listTasks, setConfig } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const patch = (model_profiles: object) => world.assign(BEN, model_profiles);
const replace = (model_profiles: object) =>
  setConfig(as(BEN), { model_profiles }, { replace: true });

test("all 19 tasks are listed for everybody who may read", async () => {
  expect((await listTasks(as(withKey(BEN, "read")))).data).toEqual(TASKS);
  await expectRefusal(() => listTasks(as(ANONYMOUS)), { code: "unauthenticated" });
});

test("every task has its default until a profile is chosen", async () => {
  const { model_profiles, overrides, user_id } = await getConfig(as(BEN));
  expect(user_id).toBe(BEN.id);
  expect(overrides).toEqual([]);
  expect(Object.keys(model_profiles)).toEqual(CONFIG_FIELDS);
  expect(Object.values(model_profiles)).toEqual(TASKS.map((task) => task.default_profile_id));
});

test("a patch changes the tasks it names, for its caller alone, and is audited once", async () => {
  const one = await create(BEN, "One");
  const two = await create(BEN, "Two");
  await patch({ primary_profile_id: one.id });
  const config = await patch({ analysis_profile_id: two.id.toUpperCase() });
  expect(config.overrides).toEqual(["primary", "analysis"]);
  expect(config.model_profiles).toMatchObject({
    primary_profile_id: one.id,
    analysis_profile_id: two.id,
    formatting_profile_id: defaultOf("formatting"),
  });
  expect((await getConfig(as(CLEO))).overrides).toEqual([]);
  const events = (await world.events()).filter(({ action }) => action === "config.update");
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({ target: `user:${BEN.id}`, before: { primary: one.id } });
});

test("a replacement puts the tasks it leaves out back on their defaults", async () => {
  const { id } = await create(BEN, "One");
  await patch({ primary_profile_id: id, analysis_profile_id: id });
  const config = await replace({ formatting_profile_id: id });
  expect(config.overrides).toEqual(["formatting"]);
  expect(await loadChoices(as(BEN), BEN.id)).toEqual(new Map([["formatting", id]]));
});

test.each([
  ["null", null],
  ["the default itself", defaultOf("primary")],
])("choosing %s puts a task back on its default", async (_what, choice) => {
  const { id } = await create(BEN, "One");
  await patch({ primary_profile_id: id });
  expect(await patch({ primary_profile_id: choice })).toMatchObject({ overrides: [] });
  expect(await loadChoices(as(BEN), BEN.id)).toEqual(new Map());
});

test("a choice that changes nothing leaves no event", async () => {
  const { id } = await create(BEN, "One");
  await patch({ primary_profile_id: id });
  const before = await world.events();
  await patch({ primary_profile_id: id });
  await patch({});
  expect(await world.events()).toEqual(before);
});

test.each([
  ["a profile that does not exist", UNKNOWN, "profile_not_found"],
  ["text that is no id", "one", "invalid_value"],
  ["a number", 1, "invalid_type"],
])("%s cannot be chosen, and the other choices are not made either", async (_what, bad, code) => {
  const { id } = await create(BEN, "One");
  const chosen = { primary_profile_id: id, analysis_profile_id: bad };
  const errors = faultsAt({ "model_profiles.analysis_profile_id": code });
  await expectRefusal(() => patch(chosen), { code: "validation_failed", errors });
  await expectRefusal(() => replace(chosen), { code: "validation_failed", errors });
});

test("all choices that are wrong are reported at once", async () => {
  const foreign = await create(CLEO, "Cleo's");
  const embedder = await create(BEN, "E", { type: 14, model_name: EMBEDDER });
  const gone = await create(BEN, "Gone", { model_name: SMALL });
  await world.dropModel(SMALL);
  const chosen = {
    primary_profile_id: foreign.id,
    analysis_profile_id: embedder.id,
    formatting_profile_id: gone.id,
    embedding_profile_id: embedder.id,
    colour: null,
  };
  await expectRefusal(() => patch(chosen), {
    code: "validation_failed",
    errors: expect.arrayContaining(
      faultsAt({
        "model_profiles.primary_profile_id": "profile_not_found",
        "model_profiles.analysis_profile_id": "incompatible_model",
        "model_profiles.formatting_profile_id": "model_unavailable",
        "model_profiles.colour": "unknown_field",
      }),
    ),
  });
});

test("a choice whose model has left the catalog may be sent back as it was", async () => {
  const gone = await create(BEN, "Gone", { model_name: SMALL });
  const other = await create(BEN, "Other", { model_name: CODER });
  await patch({ primary_profile_id: gone.id });
  await world.dropModel(SMALL);
  const chosen = { primary_profile_id: gone.id, analysis_profile_id: other.id };
  expect(await replace(chosen)).toMatchObject({ overrides: ["primary", "analysis"] });
});

test("what was read can be sent back, but not for another user", async () => {
  const config = await getConfig(as(BEN));
  expect(await setConfig(as(BEN), config, { replace: true })).toEqual(config);
  await expectRefusal(() => setConfig(as(CLEO), config, { replace: true }), {
    code: "validation_failed",
    errors: faultsAt({ user_id: "read_only" }),
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["a key that only resolves for others", withKey(ADA, "service"), "insufficient_scope"],
] as const)("%s cannot choose profiles", async (_who, actor, code) => {
  const { id } = await create(BEN, "One");
  await patch({ primary_profile_id: id });
  const input = { model_profiles: {} };
  await expectRefusal(() => setConfig(as(actor), input, { replace: true }), { code });
});

test("choices are read only by callers who may read", async () => {
  await expectRefusal(() => getConfig(as(ANONYMOUS)), { code: "unauthenticated" });
  const call = () => getConfig(as(withKey(ADA, "service")));
  await expectRefusal(call, { code: "insufficient_scope" });
});

test("a profile stays assigned while it is edited, and no longer once it is deleted", async () => {
  const { id } = await create(BEN, "One");
  await patch({ primary_profile_id: id });
  expect(await getConfig(as(BEN))).toMatchObject({ model_profiles: { primary_profile_id: id } });
  await removeProfile(as(BEN), id, null);
  expect(await getConfig(as(BEN))).toMatchObject({ overrides: [] });
});
