import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { setConfig } from "@/lib/assignments/server/service";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, CLEO, defaultOf, STALE, testWorld, withKey } from "@/lib/testing";
import { removeProfile } from "./remove-service";
import { getProfile, patchProfile } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

/** What the task Primary of Ben sends. */
async function effective() {
  return (await resolveTask(as(BEN), "primary", { strict: false })).effective;
}

test("a deleted profile is gone, and the audit keeps what it held", async () => {
  const { id } = await create(BEN, "Ben's", { parameters: { top_k: 7 } });
  const answer = await removeProfile(as(BEN), id.toUpperCase(), null);
  expect(answer).toEqual({ id, reverted_tasks: [], rebased_profiles: [] });
  await expectRefusal(() => getProfile(as(BEN), id), { code: "profile_not_found" });
  const [event] = await world.events();
  expect(event).toMatchObject({
    actor: BEN.id,
    action: "profile.delete",
    target: `profile:${id}`,
    before: { name: "Ben's", parameters: { top_k: 7 } },
    after: null,
  });
});

test("the name of a deleted profile can be used again", async () => {
  const { id } = await create(BEN, "Ben's");
  await removeProfile(as(BEN), id, null);
  expect(await create(BEN, "BEN'S")).toMatchObject({ revision: 1 });
});

test("tasks that used a deleted profile go back to their defaults, in the order of the tasks", async () => {
  const { id } = await create(BEN, "Ben's");
  const other = await create(BEN, "Other");
  await world.assign(BEN, {
    formatting_profile_id: id,
    primary_profile_id: id,
    analysis_profile_id: other.id,
  });
  const { reverted_tasks } = await removeProfile(as(BEN), id, null);
  expect(reverted_tasks).toEqual(["primary", "formatting"]);
  const actions = (await world.events()).slice(0, 2).map(({ action }) => action);
  expect(actions.sort()).toEqual(["assignment.revert", "profile.delete"]);
  const resolved = await resolveTask(as(BEN), "primary", { strict: false });
  expect(resolved).toMatchObject({ source: "system", profile: { id: defaultOf("primary") } });
  const kept = await resolveTask(as(BEN), "analysis", { strict: false });
  expect(kept).toMatchObject({ source: "user", profile: { id: other.id } });
});

test("a deleted base keeps the effective values of its children", async () => {
  const bottom = await create(BEN, "Bottom", {
    base_profile_id: defaultOf("primary"),
    parameters: { temperature: 0.1, top_k: 3 },
    circuit_breaker: { max_retries: 2 },
    gpu_config: { main_gpu: 1, tensor_split: [0.5, 0.5] },
    system_prompt: "Be brief.",
  });
  const child = await create(BEN, "Child", {
    base_profile_id: bottom.id,
    parameters: { temperature: 0.9 },
    gpu_config: { main_gpu: 0 },
  });
  await setConfig(
    as(BEN),
    { model_profiles: { primary_profile_id: child.id } },
    { replace: false },
  );
  const before = await effective();
  const { rebased_profiles } = await removeProfile(as(BEN), bottom.id, null);
  expect(rebased_profiles).toEqual([child.id]);
  expect(await effective()).toEqual(before);
  const rebased = await getProfile(as(BEN), child.id);
  expect(rebased).toMatchObject({
    revision: 2,
    base_profile_id: defaultOf("primary"),
    parameters: { temperature: 0.9, top_k: 3 },
    system_prompt: "Be brief.",
  });
  // What the default sets is still inherited, not copied.
  expect(rebased.parameters).not.toHaveProperty("num_ctx");
  expect((await world.events()).map(({ action }) => action)).toContain("profile.rebase");
});

test("a child of a child stays on its base", async () => {
  const bottom = await create(BEN, "Bottom", { parameters: { top_k: 3 } });
  const middle = await create(BEN, "Middle", { base_profile_id: bottom.id });
  const top = await create(BEN, "Top", { base_profile_id: middle.id });
  await removeProfile(as(BEN), bottom.id, null);
  expect(await getProfile(as(BEN), top.id)).toEqual(top);
  expect(await getProfile(as(BEN), middle.id)).toMatchObject({
    base_profile_id: null,
    parameters: { top_k: 3 },
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["another user", CLEO, "profile_not_found"],
  ["an admin", ADA, "profile_not_found"],
] as const)("%s cannot delete a user's profile", async (_who, actor, code) => {
  const base = await create(BEN, "Ben's");
  await create(BEN, "Child", { base_profile_id: base.id });
  await world.assign(BEN, { primary_profile_id: base.id });
  await expectRefusal(() => removeProfile(as(actor), base.id, null), { code });
});

test("a default cannot be deleted, by anybody", async () => {
  const id = defaultOf("primary");
  await expectRefusal(() => removeProfile(as(ADA), id, null), { code: "default_required" });
  await expectRefusal(() => removeProfile(as(BEN), id, null), { code: "permission_denied" });
});

test("a profile that was changed since it was read is not deleted", async () => {
  const { id } = await create(BEN, "Ben's");
  await patchProfile(as(BEN), id, { description: "changed" }, null);
  const extra = { current_revision: 2 };
  const call = () => removeProfile(as(BEN), id, STALE);
  await expectRefusal(call, { code: "revision_mismatch", extra });
});

test("deleting the base of many profiles rebases all, and lets other requests in between", async () => {
  const base = await create(BEN, "Base", { parameters: { top_k: 7 } });
  const child = await create(BEN, "Child", { base_profile_id: base.id });
  await withTransaction(world.db, (tx) =>
    tx.run(sql`
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 450)
      INSERT INTO model_profiles
      SELECT id || n, user_id, name || n, name_key || n, description, type, model_name, model_version,
        base_profile_id, parameters, system_prompt, circuit_breaker, gpu_config, image_settings,
        revision, created_at, updated_at, description_key
      FROM model_profiles, numbers WHERE id = ${child.id}`),
  );
  let turns = 0;
  const counter = setInterval(() => (turns += 1), 0);
  const { rebased_profiles } = await removeProfile(as(BEN), base.id, null);
  clearInterval(counter);
  expect(turns).toBeGreaterThan(0);
  expect(rebased_profiles).toHaveLength(451);
  const rows = await world.db.read.all(
    sql`SELECT DISTINCT base_profile_id, parameters, revision FROM model_profiles WHERE name LIKE 'Child%'`,
  );
  expect(rows).toEqual([{ base_profile_id: null, parameters: '{"top_k":7}', revision: 2 }]);
});

test("a delete that is refused rebases nothing", async () => {
  const base = await create(BEN, "Base", { parameters: { top_k: 7 } });
  await create(BEN, "Child", { base_profile_id: base.id });
  await expectRefusal(() => removeProfile(as(BEN), base.id, STALE), { code: "revision_mismatch" });
});
