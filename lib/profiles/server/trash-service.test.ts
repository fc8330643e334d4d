import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, SYSTEM_ACTOR, type UserActor } from "@/lib/actor";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { forgetSingleton } from "@/lib/http/server/testing";
import { loadChoices } from "@/lib/history/server/service";
import { tuneTask } from "@/lib/tasks/server/tune-service";
import { undoTask } from "@/lib/tasks/server/undo-service";
import { ADA, BEN, CLEO, defaultOf, setTime, SMALL, testWorld, withKey } from "@/lib/testing";
import { trashQuery } from "../trash-contract";
import { profileQuery } from "../query";
import { removeProfile } from "./remove-service";
import { listRevisions } from "./revisions-service";
import { getProfile, listProfiles, patchProfile } from "./service";
import {
  emptyTrash,
  expireTrash,
  listTrash,
  purgeFromTrash,
  restoreFromTrash,
} from "./trash-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingleton("quotas");
});

const trash = async (query: object = {}, actor: UserActor = BEN) =>
  listTrash(as(actor), trashQuery.parse(query));
const remove = (id: string) => removeProfile(as(BEN), id, null);
const restore = (id: string) => restoreFromTrash(as(BEN), id);
const patch = (id: string, change: object) => patchProfile(as(BEN), id, change, null);
const assign = (model_profiles: object) => world.assign(BEN, model_profiles);
const choices = async () => Object.fromEntries(await loadChoices(as(BEN), BEN.id));
const effective = async () => (await resolveTask(as(BEN), "primary", { strict: false })).effective;

test("a deleted profile comes back as it was, with its revisions and for its tasks", async () => {
  const base = defaultOf("primary");
  const { id } = await create(BEN, "Mine", { base_profile_id: base, system_prompt: "First" });
  const before = await patch(id, { system_prompt: "Second", parameters: { top_k: 7 } });
  const query = { limit: 10 };
  const revisions = await listRevisions(as(BEN), id, query);
  await assign({ primary_profile_id: id, analysis_profile_id: id, formatting_profile_id: id });
  const other = await create(BEN, "Other");
  await remove(id);
  await assign({ analysis_profile_id: other.id });
  const { data, total } = await trash();
  expect(total).toBe(1);
  const [deleted_at = "", expires_at = ""] = data.flatMap((row) => [
    row.deleted_at,
    row.expires_at,
  ]);
  expect(data).toEqual([
    {
      ...{ id, name: "Mine", type: 1, model_name: before.model_name, deleted_at, expires_at },
      tasks: ["primary", "analysis", "formatting"],
      children: 0,
    },
  ]);
  expect(Date.parse(expires_at) - Date.parse(deleted_at)).toBe(30 * 24 * 60 * 60 * 1000);
  const restored = await restore(id.toUpperCase());
  expect(restored).toEqual({ profile: before, tasks: ["primary", "formatting"], children: [] });
  expect(await choices()).toEqual({ primary: id, analysis: other.id, formatting: id });
  expect(await listRevisions(as(BEN), id, query)).toEqual(revisions);
  expect((await trash()).data).toEqual([]);
  const [event] = await world.events();
  expect(event).toMatchObject({ action: "profile.undelete", after: { name: "Mine" } });
  await expectRefusal(() => restore(id), { code: "profile_not_found" });
});

test("a restored profile gets a free name, as a new revision, if its own is taken", async () => {
  const { id } = await create(BEN, "Mine");
  await remove(id);
  await create(BEN, "MINE");
  await create(BEN, "Mine 2");
  expect((await restore(id)).profile).toMatchObject({ name: "Mine 3", revision: 2 });
  const { data } = await listRevisions(as(BEN), id, { limit: 10 });
  expect(data[0]?.changes).toEqual([{ path: "name", from: "Mine", to: "Mine 3" }]);
});

test("profiles that were based on it are so again, unless somebody changed them since", async () => {
  const base = await create(BEN, "Base", { parameters: { top_k: 7 } });
  const one = await create(BEN, "One", { base_profile_id: base.id });
  const two = await create(BEN, "Two", { base_profile_id: base.id });
  await remove(base.id);
  await patch(two.id, { description: "changed" });
  expect(await restore(base.id)).toMatchObject({ children: [one.id] });
  expect(await getProfile(as(BEN), one.id)).toMatchObject({
    base_profile_id: base.id,
    parameters: {},
    revision: 3,
  });
  expect(await getProfile(as(BEN), two.id)).toMatchObject({
    base_profile_id: null,
    parameters: { top_k: 7 },
  });
});

test("a restored profile keeps the values of a base that is in the trash, or was moved too deep", async () => {
  const bottom = await create(BEN, "Bottom", { parameters: { top_k: 7 } });
  const top = await create(BEN, "Top", { base_profile_id: bottom.id });
  await assign({ primary_profile_id: top.id });
  const before = await effective();
  await remove(top.id);
  await remove(bottom.id);
  expect((await restore(top.id)).profile).toMatchObject({
    base_profile_id: null,
    parameters: { top_k: 7 },
  });
  expect(await effective()).toEqual(before);
  const long = await create(BEN, "Long", { parameters: { top_p: 0.5 } });
  const leaf = await create(BEN, "Leaf", { base_profile_id: long.id });
  await assign({ primary_profile_id: leaf.id });
  await remove(leaf.id);
  let chain: string | null = null;
  for (const name of ["1", "2", "3", "4", "5"]) {
    chain = (await create(BEN, name, { base_profile_id: chain })).id;
  }
  await patch(long.id, { base_profile_id: chain });
  const { profile } = await restore(leaf.id);
  expect(profile).toMatchObject({ base_profile_id: chain, parameters: { top_p: 0.5 } });
});

test("a task gets a restored profile only if it can use its model", async () => {
  const { id } = await create(BEN, "Small", { model_name: SMALL });
  await assign({ primary_profile_id: id });
  await remove(id);
  await world.dropModel(SMALL);
  expect(await restore(id)).toMatchObject({ tasks: [], profile: { model_available: false } });
});

test("a profile that undoing a change removed is in the trash", async () => {
  const { data } = await tuneTask(as(BEN), "primary", { profile: { description: "x" } }, null);
  await undoTask(as(BEN), "primary");
  expect((await trash()).data).toMatchObject([{ id: data.profile.id, name: "Primary", tasks: [] }]);
  expect(await restore(data.profile.id)).toMatchObject({ tasks: [] });
});

test("the trash does not count against the quota, which a restored profile does", async () => {
  const { id } = await create(BEN, "One");
  vi.stubEnv("QUOTA_PROFILES", "1");
  forgetSingleton("quotas");
  await remove(id);
  await create(BEN, "Two");
  await expectRefusal(() => restore(id), { code: "quota_exceeded" });
});

test("the trash is a list with pages, of the 200 last deleted", async () => {
  await remove((await create(BEN, "P")).id);
  await withTransaction(world.db, (tx) =>
    tx.run(sql`
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 202)
      INSERT INTO deleted_profiles SELECT id || n, user_id, deleted_at, profile, tasks, children
      FROM deleted_profiles, numbers`),
  );
  await remove((await create(BEN, "Last")).id);
  const all = (await trash({ limit: "200" })).data;
  expect(all).toHaveLength(200);
  expect(all[0]).toMatchObject({ name: "Last" });
  const first = await trash({ limit: "150" });
  const second = await trash({ limit: "150", cursor: first.next_cursor ?? "" });
  expect([...first.data, ...second.data]).toEqual(all);
  expect(second.next_cursor).toBeNull();
});

test("profiles are deleted for good by their owner, or 30 days after their deletion", async () => {
  const { id } = await create(BEN, "One");
  const { id: later } = await create(BEN, "Two");
  const { id: purged } = await create(BEN, "Three");
  setTime("2030-01-01T00:00:00.000Z");
  await remove(id);
  await remove(purged);
  setTime("2030-01-02T00:00:00.000Z");
  await remove(later);
  await purgeFromTrash(as(BEN), purged);
  expect((await world.events())[0]).toMatchObject({
    action: "profile.purge",
    target: `profile:${purged}`,
    before: { name: "Three" },
  });
  setTime("2030-01-31T00:00:00.000Z");
  expect(await expireTrash(as(SYSTEM_ACTOR))).toBe(0);
  setTime("2030-01-31T00:00:00.001Z");
  expect(await expireTrash(as(SYSTEM_ACTOR))).toBe(1);
  expect((await trash()).data.map((row) => row.id)).toEqual([later]);
  const contents = JSON.stringify(await world.contents());
  expect(contents).toContain(`"profile_id":"${later}"`);
  for (const gone of [id, purged]) {
    expect(contents).not.toContain(`"profile_id":"${gone}"`);
    await expectRefusal(() => restore(gone), { code: "profile_not_found" });
  }
});

test("an emptied trash is gone for good, each profile with an event; nobody else's is", async () => {
  const { id: theirs } = await create(CLEO, "Theirs");
  await removeProfile(as(CLEO), theirs, null);
  // More than one transaction deletes.
  for (let index = 0; index < 21; index += 1) {
    await remove((await create(BEN, `Profile ${index}`)).id);
  }
  const { data } = await trash();
  await emptyTrash(as(BEN));
  expect((await trash()).data).toEqual([]);
  expect((await trash({}, CLEO)).data).toMatchObject([{ id: theirs }]);
  const purged = (await world.events()).filter(({ action }) => action === "profile.purge");
  expect(new Set(purged.map(({ target }) => target))).toEqual(
    new Set(data.map(({ id }) => `profile:${id}`)),
  );
  await emptyTrash(as(BEN));
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
] as const)("%s does not empty the trash", async (_who, actor, code) => {
  await remove((await create(BEN, "Mine")).id);
  await expectRefusal(() => emptyTrash(as(actor)), { code });
  expect((await trash()).data).toHaveLength(1);
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["another user", CLEO, "profile_not_found"],
  ["an admin", ADA, "profile_not_found"],
] as const)("%s neither restores nor purges a user's profile", async (_who, actor, code) => {
  const { id } = await create(BEN, "Mine");
  await remove(id);
  await expectRefusal(() => restoreFromTrash(as(actor), id), { code });
  await expectRefusal(() => purgeFromTrash(as(actor), id), { code });
  if (code === "profile_not_found") expect((await trash({}, actor)).data).toEqual([]);
});

test("nobody lists a trash without the scope", async () => {
  const query = trashQuery.parse({});
  await expectRefusal(() => listTrash(as(ANONYMOUS), query), { code: "unauthenticated" });
  const infers = withKey(BEN, "infer");
  await expectRefusal(() => listTrash(as(infers), query), { code: "insufficient_scope" });
  expect((await listProfiles(as(BEN), profileQuery.parse({ owner: "me" }))).data).toEqual([]);
});
