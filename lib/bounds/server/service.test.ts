import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
import { profilesBrokenBy } from "@/lib/profiles/server/admin-service";
import { createProfile, duplicateProfile, patchProfile } from "@/lib/profiles/server/service";
import { ADA, BEN, CHAT, CLEO, faultsAt, testWorld, withKey } from "@/lib/testing";
import type { BoundInput } from "../schema";
import { deleteBound } from "./repository";
import { boundsWith, currentBounds, listBounds, removeBound, setBound } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const HOT: BoundInput = { path: "parameters.temperature", task: null, max: 1 };
const set = (input: BoundInput) => setBound(as(ADA), input);

test("a limit is listed for everybody who may read, with who set it", async () => {
  const made = await set(HOT);
  expect(made).toMatchObject({ ...HOT, set_by_name: "Ada" });
  for (const actor of [BEN, withKey(CLEO, "read")]) {
    const [listed] = (await listBounds(as(actor))).data;
    expect(listed).toMatchObject({ ...HOT, id: made.id, set_by_name: "Ada" });
  }
  await expectRefusal(() => listBounds(as(ANONYMOUS)), { code: "unauthenticated" });
  const call = () => listBounds(as(withKey(ADA, "service")));
  await expectRefusal(call, { code: "insufficient_scope" });
});

test("a limit on the same field and task replaces the one before, under the same id", async () => {
  const first = await set(HOT);
  const second = await set({ ...HOT, max: undefined, min: 0.1 });
  expect(second.id).toBe(first.id);
  const { data } = await listBounds(as(BEN));
  expect(data).toHaveLength(1);
  expect(data[0]?.max).toBeUndefined();
  expect((await world.events())[0]).toMatchObject({
    action: "bound.set",
    target: "bound:parameters.temperature",
    before: { max: 1 },
    after: { min: 0.1, task: null },
  });
});

test.each<[string, BoundInput, BoundInput, string]>([
  [
    "a lower end above another's upper end",
    HOT,
    { ...HOT, task: "primary", max: undefined, min: 1.5 },
    "min",
  ],
  [
    "a value outside of another's range",
    HOT,
    { path: HOT.path, task: "primary", fixed: 1.5 },
    "fixed",
  ],
  [
    "another fixed value",
    { path: HOT.path, task: null, fixed: 1 },
    { path: HOT.path, task: "primary", fixed: 0 },
    "fixed",
  ],
  [
    "a fixed value that contradicts another field's",
    { path: "gpu_config.offload_kqv", task: null, fixed: true },
    { path: "gpu_config.no_kv_offload", task: null, fixed: true },
    "fixed",
  ],
])("a limit with %s is refused, in the preview too", async (_what, first, second, path) => {
  await set(first);
  const refusal = {
    code: "validation_failed",
    errors: faultsAt({ [path]: "contradiction" }),
  } as const;
  await expectRefusal(() => set(second), refusal);
  await expectRefusal(() => profilesBrokenBy(as(ADA), second), refusal);
});

test("setting a limit that is set already writes nothing", async () => {
  const first = await set(HOT);
  const before = await world.contents();
  expect(await set(HOT)).toEqual(first);
  expect(await world.contents()).toEqual(before);
});

test("limits of two tasks may differ", async () => {
  await set({ ...HOT, task: "primary" });
  await set({ ...HOT, task: "analysis", max: undefined, min: 1.5 });
  expect((await listBounds(as(BEN))).data).toHaveLength(2);
});

test("a removed limit holds no longer; removing it twice is refused", async () => {
  const { id } = await set(HOT);
  await removeBound(as(ADA), id.toUpperCase());
  expect((await listBounds(as(BEN))).data).toEqual([]);
  expect((await world.events())[0]).toMatchObject({
    action: "bound.remove",
    before: { path: HOT.path, max: 1 },
    after: null,
  });
  expect(await create(BEN, "Hot", { parameters: { temperature: 1.5 } })).toMatchObject({
    revision: 1,
  });
  await expectRefusal(() => removeBound(as(ADA), id), { code: "bound_not_found" });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot set, preview or remove a limit", async (_who, actor, code) => {
  const { id } = await set(HOT);
  await expectRefusal(() => setBound(as(actor), { ...HOT, max: 0.5 }), { code });
  await expectRefusal(() => profilesBrokenBy(as(actor), HOT), { code });
  await expectRefusal(() => removeBound(as(actor), id), { code });
});

const HOT_FAULT = {
  code: "validation_failed",
  errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
} as const;

test("a value beyond a limit cannot be saved, by an admin neither", async () => {
  await set(HOT);
  for (const owner of [BEN, ADA]) {
    const call = () => create(owner, "Hot", { parameters: { temperature: 1.1 } });
    await expectRefusal(call, HOT_FAULT);
  }
  expect(await create(BEN, "Warm", { parameters: { temperature: 1 } })).toMatchObject({
    revision: 1,
  });
});

test("a limit for one task leaves the profiles of others alone", async () => {
  await set({ ...HOT, task: "analysis" });
  const parameters = { temperature: 1.5 };
  expect(await create(BEN, "Hot", { parameters })).toMatchObject({ parameters });
  const call = () => createProfile(as(BEN), { name: "A", type: 9, model_name: CHAT, parameters });
  await expectRefusal(call, HOT_FAULT);
});

test("a value that is older than its limit stays until it is changed, and is not copied", async () => {
  const { id } = await create(BEN, "Hot", { parameters: { temperature: 1.5 } });
  await set(HOT);
  const renamed = await patchProfile(as(BEN), id, { name: "Still hot" }, null);
  expect(renamed).toMatchObject({ revision: 2, parameters: { temperature: 1.5 } });
  const warmer = { parameters: { temperature: 1.4 } };
  await expectRefusal(() => patchProfile(as(BEN), id, warmer, null), HOT_FAULT);
  await expectRefusal(() => duplicateProfile(as(BEN), id), HOT_FAULT);
});

test("a preview names the profiles whose own value exceeds a limit, and changes nothing", async () => {
  const hot = await create(BEN, "Hot", { parameters: { temperature: 1.5 } });
  await create(CLEO, "Cool", { parameters: { temperature: 0.2 } });
  const child = await create(BEN, "Child", { base_profile_id: hot.id });
  const before = await world.contents();
  const { data, total, replaces } = await profilesBrokenBy(as(ADA), HOT);
  expect(await world.contents()).toEqual(before);
  expect({ total, replaces }).toEqual({ total: 1, replaces: null });
  expect(data).toEqual([
    { id: hot.id, name: "Hot", owner: BEN.id, owner_name: "Ben", type: 1, value: 1.5, held_to: 1 },
  ]);
  expect(data.map(({ id }) => id)).not.toContain(child.id);
});

test("a preview tells which limit it would replace, and what all limits together leave", async () => {
  await create(BEN, "Hot", { parameters: { temperature: 1.5 } });
  const old = await set(HOT);
  await set({ ...HOT, task: "primary", max: 0.5 });
  const preview = await profilesBrokenBy(as(ADA), { ...HOT, max: 1.2 });
  expect(preview.replaces?.id).toBe(old.id);
  expect(preview.data[0]).toMatchObject({ value: 1.5, held_to: 0.5 });
});

test("every caller reads all limits, and a transaction reads its own changes", async () => {
  const first = await set({ ...HOT, min: 0.1 });
  const fixed = { path: "parameters.top_k", task: "primary", fixed: 7 } as const;
  const second = await set(fixed);
  expect(second).toMatchObject(fixed);
  const all = await currentBounds(as(ANONYMOUS), world.db.read);
  expect(all).toHaveLength(2);
  expect(all).toEqual(expect.arrayContaining([first, second]));
  await withTransaction(world.db, async (tx) => {
    await deleteBound(tx, first.id);
    expect(await currentBounds(as(BEN), tx)).toEqual([second]);
  });
  expect(await currentBounds(as(BEN), world.db.read)).toEqual([second]);
});

test("a new limit takes the place of the one it replaces in the result, and nothing is stored", async () => {
  const all = await set(HOT);
  const primary = await set({ ...HOT, task: "primary", max: 0.8 });
  const before = await world.contents();
  const made = { ...all, id: "", max: 1.2 };
  const replacing = await boundsWith(as(ADA), world.db.read, made);
  expect(replacing.replaced).toEqual(all);
  expect(replacing.bounds).toHaveLength(2);
  expect(replacing.bounds).toEqual(expect.arrayContaining([primary, made]));
  const other = { ...made, task: "analysis" } as const;
  const adding = await boundsWith(as(ADA), world.db.read, other);
  expect(adding.replaced).toBeUndefined();
  expect(adding.bounds).toHaveLength(3);
  expect(adding.bounds).toEqual(expect.arrayContaining([all, primary, other]));
  expect(await world.contents()).toEqual(before);
});

test("there are no limits with one that contradicts another, other than the one it replaces", async () => {
  const all = await set(HOT);
  const above = { ...all, max: undefined, min: 1.5 };
  await expectRefusal(() => boundsWith(as(ADA), world.db.read, { ...above, task: "primary" }), {
    code: "validation_failed",
    errors: faultsAt({ min: "contradiction" }),
  });
  expect((await boundsWith(as(ADA), world.db.read, above)).bounds).toEqual([above]);
});
