import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  EMBEDDER,
  faultsAt,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
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

test("profiles move only to a model that is in the catalog", async () => {
  await given();
  const refusal = { code: "validation_failed", errors: faultsAt({ to: "unknown_model" }) } as const;
  await expectRefusal(() => previewMove(as(ADA), { from: CODER, to: "gone" }), refusal);
  await expectRefusal(() => moveProfiles(as(ADA), { from: CODER, to: "gone" }), refusal);
});
