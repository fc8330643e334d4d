import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
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
import { asObject } from "@/lib/objects";
import { historyQuery } from "@/lib/tasks/schema";
import { listHistory } from "@/lib/tasks/server/history-service";
import { undoChange } from "@/lib/tasks/server/undo-service";
import { moveProfiles, previewMove } from "./service";
import { listRevisions } from "@/lib/profiles/server/revisions-service";
import { getProfile, patchProfile } from "@/lib/profiles/server/service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const MOVE = { from: CODER, to: SMALL };

/** A profile of each of two people that fits the small model, and one that does not. */
async function given() {
  const fits = await create(BEN, "Fits", { model_name: CODER, model_version: "1" });
  const cleos = await create(CLEO, "Cleo's", { model_name: CODER });
  const large = await create(BEN, "Large", { model_name: CODER, parameters: { num_ctx: 8192 } });
  const other = await create(BEN, "Other");
  return { fits, cleos, large, other };
}

test("a preview names what would move and what would stay, and changes nothing", async () => {
  const { fits, cleos, large } = await given();
  const before = await world.contents();
  const report = await previewMove(as(ADA), MOVE);
  expect(await world.contents()).toEqual(before);
  expect(report).toMatchObject({ moved_total: 2, warned_total: 0, left_total: 2 });
  expect(report.moved.map(({ id }) => id).sort()).toEqual([fits.id, cleos.id].sort());
  const stays = report.left.find(({ id }) => id === large.id);
  expect(stays).toMatchObject({ owner: BEN.id, owner_name: "Ben", type: 1 });
  expect(stays?.reasons).toMatchObject([{ path: "parameters.num_ctx", code: "out_of_range" }]);
  // The default for code asks for a larger context, too.
  expect(report.left).toContainEqual(expect.objectContaining({ owner_name: "System" }));
});

test("a move does what its preview said: a revision each, one event, and no other change", async () => {
  const { fits, cleos, large, other } = await given();
  const preview = await previewMove(as(ADA), MOVE);
  expect(await moveProfiles(as(ADA), MOVE)).toEqual(preview);
  const moved = await getProfile(as(BEN), fits.id);
  expect(moved).toMatchObject({ revision: 2, model_name: SMALL, model_version: null });
  expect(await getProfile(as(CLEO), cleos.id)).toMatchObject({ revision: 2, model_name: SMALL });
  expect(await getProfile(as(BEN), large.id)).toEqual(large);
  expect(await getProfile(as(BEN), other.id)).toEqual(other);
  const { data } = await listRevisions(as(BEN), fits.id, { limit: 1 });
  expect(data[0]).toMatchObject({ revision: 2, author: ADA.id });
  expect(data[0]?.changes).toEqual([
    { path: "model_name", from: CODER, to: SMALL },
    { path: "model_version", from: "1", to: null },
  ]);
  const events = (await world.events()).filter(({ action }) => action === "profile.move");
  expect(events).toMatchObject([{ target: `model:${CODER}`, before: { model_name: CODER } }]);
});

test("a profile that is changed while a move is planned is judged as changed", async () => {
  const { fits, cleos } = await given();
  const [report] = await Promise.all([
    moveProfiles(as(ADA), MOVE),
    patchProfile(as(BEN), fits.id, { parameters: { num_ctx: 8192 } }, null),
  ]);
  expect(report.moved.map(({ id }) => id)).toEqual([cleos.id]);
  expect(await getProfile(as(BEN), fits.id)).toMatchObject({ revision: 2, model_name: CODER });
});

test("a value that only a base brings does not hinder a move, but is warned of", async () => {
  const base = await create(BEN, "Base", { model_name: CHAT, parameters: { num_ctx: 8192 } });
  const child = await create(BEN, "Child", { model_name: CODER, base_profile_id: base.id });
  const report = await previewMove(as(ADA), MOVE);
  expect(report).toMatchObject({ moved_total: 1, warned_total: 1 });
  expect(report.moved[0]).toMatchObject({
    id: child.id,
    warnings: [{ path: "parameters.num_ctx" }],
  });
});

test("profiles move away from a model that has left the catalog", async () => {
  const { id } = await create(BEN, "Ben's", { model_name: SMALL });
  await world.dropModel(SMALL);
  await moveProfiles(as(ADA), { from: SMALL, to: CODER });
  expect(await getProfile(as(BEN), id)).toMatchObject({ model_name: CODER, model_available: true });
});

test("a move of no profile writes nothing", async () => {
  const before = await world.contents();
  const report = await moveProfiles(as(ADA), { from: "nobody-uses", to: SMALL });
  expect(report).toMatchObject({ moved: [], left: [] });
  expect(await world.contents()).toEqual(before);
});

test("no profile moves to a model for other tasks", async () => {
  await given();
  const before = await world.contents();
  const report = await moveProfiles(as(ADA), { from: CODER, to: EMBEDDER });
  expect(report.moved_total).toBe(0);
  for (const { reasons } of report.left) expect(reasons[0]?.code).toBe("incompatible_model");
  expect(await world.contents()).toEqual(before);
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot preview or make a move", async (_who, actor, code) => {
  await given();
  await expectRefusal(() => previewMove(as(actor), MOVE), { code });
  await expectRefusal(() => moveProfiles(as(actor), MOVE), { code });
});

test("everyone moves their own profiles alone, and takes that back", async () => {
  const { fits, cleos, large, other } = await given();
  const move = { ...MOVE, scope: "mine" } as const;
  const before = await world.contents();
  const preview = await previewMove(as(withKey(BEN, "write")), move);
  expect(preview).toMatchObject({ moved_total: 1, left_total: 1, changes: [] });
  expect(await world.contents()).toEqual(before);
  const report = await moveProfiles(as(BEN), move);
  expect({ ...report, changes: [] }).toEqual(preview);
  expect(await getProfile(as(BEN), fits.id)).toMatchObject({ model_name: SMALL, revision: 2 });
  for (const [owner, profile] of [
    [CLEO, cleos],
    [BEN, large],
    [BEN, other],
  ] as const) {
    expect(await getProfile(as(owner), profile.id)).toEqual(profile);
  }
  // Back to a model that has left the catalog since: that is why profiles are moved.
  await world.dropModel(CODER);
  const [change = ""] = report.changes;
  await expectRefusal(() => undoChange(as(CLEO), { change }), { code: "change_not_found" });
  const undone = await undoChange(as(BEN), { change });
  expect(undone).toMatchObject({ tasks: [], restored_profiles: [fits.id] });
  expect(await getProfile(as(BEN), fits.id)).toMatchObject({
    model_name: CODER,
    model_version: "1",
    revision: 3,
  });
});

test("a move is in the history of everyone whose tasks it affects, and only its author undoes it", async () => {
  const { fits } = await given();
  await world.assign(BEN, { primary_profile_id: fits.id });
  expect((await moveProfiles(as(ADA), MOVE)).changes).toEqual([]);
  const [entry] = (await listHistory(as(BEN), historyQuery.parse({}))).data;
  expect(entry).toMatchObject({
    kind: "move",
    task: "primary",
    author_name: "Ada",
    from: { id: fits.id },
    to: { id: fits.id },
    from_revision: 1,
    to_revision: 2,
    can_undo: false,
  });
  const call = () => undoChange(as(BEN), { change: entry?.change ?? "" });
  await expectRefusal(call, { code: "nothing_to_undo" });
});

test("an admin moves the defaults alone, and takes that back as an admin", async () => {
  const { other } = await given();
  const primary = defaultOf("primary");
  const report = await moveProfiles(as(ADA), { from: CHAT, to: CODER, scope: "defaults" });
  expect(new Set(report.moved.map(({ owner }) => owner))).toEqual(new Set(["system"]));
  expect(await getProfile(as(BEN), other.id)).toEqual(other);
  expect(await getProfile(as(BEN), primary)).toMatchObject({ model_name: CODER, revision: 2 });
  const [change = ""] = report.changes;
  const writes = as(withKey(ADA, "write"));
  await expectRefusal(() => undoChange(writes, { change }), { code: "insufficient_scope" });
  await undoChange(as(ADA), { change });
  expect(await getProfile(as(BEN), primary)).toMatchObject({ model_name: CHAT, revision: 3 });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "mine", "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "mine", "insufficient_scope"],
  ["a user", BEN, "defaults", "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "defaults", "insufficient_scope"],
] as const)("%s cannot move these profiles", async (_who, actor, scope, code) => {
  await given();
  const move = { ...MOVE, scope };
  await expectRefusal(() => previewMove(as(actor), move), { code });
  await expectRefusal(() => moveProfiles(as(actor), move), { code });
});

test("profiles move only to a model that is in the catalog", async () => {
  await given();
  const refusal = { code: "validation_failed", errors: faultsAt({ to: "unknown_model" }) } as const;
  await expectRefusal(() => previewMove(as(ADA), { from: CODER, to: "gone" }), refusal);
  await expectRefusal(() => moveProfiles(as(ADA), { from: CODER, to: "gone" }), refusal);
});

test("a move of more profiles than fit a transaction moves all, with an event for each hundred", async () => {
  const first = await create(BEN, "P", { model_name: CODER });
  await withTransaction(world.db, (tx) =>
    tx.run(sql`
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 249)
      INSERT INTO model_profiles
      SELECT id || n, user_id, name || n, name_key || n, description, type, model_name, model_version,
        base_profile_id, parameters, system_prompt, circuit_breaker, gpu_config, image_settings,
        revision, created_at, updated_at, description_key
      FROM model_profiles, numbers WHERE id = ${first.id}`),
  );
  let turns = 0;
  const counter = setInterval(() => (turns += 1), 0);
  const report = await moveProfiles(as(ADA), MOVE);
  clearInterval(counter);
  expect(turns).toBeGreaterThan(0);
  expect(report.moved_total).toBe(250);
  expect(report.moved).toHaveLength(200);
  const moves = (await world.events()).filter(({ action }) => action === "profile.move");
  expect(moves.map(({ after }) => asObject(after).moved)).toMatchObject([
    { length: 50 },
    { length: 100 },
    { length: 100 },
  ]);
  expect((await previewMove(as(ADA), MOVE)).moved_total).toBe(0);
});
