import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  faultsAt,
  setTime,
  SMALL,
  STALE,
  testWorld,
  withKey,
} from "@/lib/testing";
import { revisionQuery } from "../query";
import { removeProfile } from "./remove-service";
import { listRevisions, restoredContent, restoreRevision } from "./revisions-service";
import { getProfile, patchProfile } from "./service";
import { readableProfile } from "./write";

const world = testWorld();
const { as, create, expectRefusal } = world;

const ALL = revisionQuery.parse({});

/** A profile of Ben's at revision 3. */
async function changedTwice(): Promise<string> {
  const { id } = await create(BEN, "First", { parameters: { temperature: 0.1 } });
  await patchProfile(as(BEN), id, { parameters: { temperature: 0.2 } }, null);
  await patchProfile(as(BEN), id, { name: "Third", parameters: { top_k: 5 } }, null);
  return id;
}

test("revisions come newest first, each with its author and what it changed", async () => {
  setTime("2026-03-01T00:00:00.000Z");
  const id = await changedTwice();
  const { data, total, next_cursor } = await listRevisions(as(BEN), id, ALL);
  expect({ total, next_cursor }).toEqual({ total: 3, next_cursor: null });
  expect(data.map(({ revision }) => revision)).toEqual([3, 2, 1]);
  expect(data[0]).toMatchObject({
    author: BEN.id,
    author_name: "Ben",
    created_at: "2026-03-01T00:00:00.000Z",
  });
  expect(data[1]?.changes).toEqual([{ path: "parameters.temperature", from: 0.1, to: 0.2 }]);
  expect(data[2]?.changes).toContainEqual({ path: "name", to: "First" });
});

test("the last revision of a page still tells what it changed", async () => {
  const id = await changedTwice();
  const first = await listRevisions(as(BEN), id, revisionQuery.parse({ limit: "2" }));
  expect(first.data.at(-1)?.changes).toHaveLength(1);
  const rest = revisionQuery.parse({ limit: "2", cursor: first.next_cursor ?? "" });
  const second = await listRevisions(as(BEN), id, rest);
  expect(second).toMatchObject({ total: 3, next_cursor: null });
  expect(second.data.map(({ revision }) => revision)).toEqual([1]);
});

test("who changed a default is known to admins alone", async () => {
  const id = defaultOf("primary");
  await patchProfile(as(ADA), id, { description: "changed" }, null);
  const authors = async (actor: typeof ADA) =>
    (await listRevisions(as(actor), id, ALL)).data.map((row) => [row.author, row.author_name]);
  expect(await authors(ADA)).toEqual([
    [ADA.id, "Ada"],
    ["system", "System"],
  ]);
  const hidden = [
    ["admin", "An admin"],
    ["system", "System"],
  ];
  expect(await authors(BEN)).toEqual(hidden);
  expect(await authors(withKey(ADA, "read"))).toEqual(hidden);
});

test("a restored revision is a new revision with the content of the old one", async () => {
  const id = await changedTwice();
  const restored = await restoreRevision(as(BEN), id, "1", null);
  expect(restored).toMatchObject({ revision: 4, name: "First", parameters: { temperature: 0.1 } });
  expect(await getProfile(as(BEN), id)).toEqual(restored);
  expect((await listRevisions(as(BEN), id, ALL)).total).toBe(4);
  expect((await world.events())[0]).toMatchObject({
    action: "profile.restore",
    before: { name: "Third", "parameters.top_k": 5 },
    after: { name: "First", "parameters.temperature": 0.1 },
  });
});

test.each(["0", "4", "-1", "1.0", "01", "1e0", "", "9999999999"])(
  "revision %j of a profile at revision 3 does not exist",
  async (revision) => {
    const id = await changedTwice();
    const call = () => restoreRevision(as(BEN), id, revision, null);
    await expectRefusal(call, { code: "revision_not_found" });
  },
);

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated", "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope", null],
  ["a key that only resolves", withKey(ADA, "service"), "insufficient_scope", "insufficient_scope"],
  ["another user", CLEO, "profile_not_found", "profile_not_found"],
  ["an admin", ADA, "profile_not_found", "profile_not_found"],
] as const)("%s cannot restore a user's revision", async (_who, actor, restoring, reading) => {
  const id = await changedTwice();
  await expectRefusal(() => restoreRevision(as(actor), id, "1", null), { code: restoring });
  if (reading === null) expect((await listRevisions(as(actor), id, ALL)).total).toBe(3);
  else await expectRefusal(() => listRevisions(as(actor), id, ALL), { code: reading });
});

test("only an admin restores a default", async () => {
  const id = defaultOf("primary");
  const shipped = await getProfile(as(ADA), id);
  await patchProfile(as(ADA), id, { name: "Changed" }, null);
  const call = () => restoreRevision(as(BEN), id, "1", null);
  await expectRefusal(call, { code: "permission_denied" });
  const restored = await restoreRevision(as(ADA), id, "1", null);
  expect(restored).toMatchObject({ revision: 3, name: shipped.name });
});

test("a profile that was changed since it was read is not restored", async () => {
  const id = await changedTwice();
  const call = () => restoreRevision(as(BEN), id, "1", STALE);
  await expectRefusal(call, { code: "revision_mismatch", extra: { current_revision: 3 } });
});

test("a name that was given away meanwhile cannot be restored", async () => {
  const id = await changedTwice();
  await create(BEN, "first");
  const call = () => restoreRevision(as(BEN), id, "1", null);
  await expectRefusal(call, { code: "name_taken" });
});

test("a model that has left the catalog cannot be restored over another", async () => {
  const { id } = await create(BEN, "Ben's", { model_name: SMALL });
  await patchProfile(as(BEN), id, { model_name: CHAT }, null);
  await world.dropModel(SMALL);
  await expectRefusal(() => restoreRevision(as(BEN), id, "1", null), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
});

test("a revision beyond a limit that was set later cannot be restored", async () => {
  const { id } = await create(BEN, "Ben's", { parameters: { temperature: 1.5 } });
  await patchProfile(as(BEN), id, { parameters: { temperature: 0.5 } }, null);
  await setBound(as(ADA), { path: "parameters.temperature", task: null, max: 1 });
  await expectRefusal(() => restoreRevision(as(BEN), id, "1", null), {
    code: "validation_failed",
    errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
  });
});

test("a revision whose base was deleted is restored on the base that took its place", async () => {
  const bottom = await create(BEN, "Bottom");
  const base = await create(BEN, "Base", { base_profile_id: bottom.id });
  const { id } = await create(BEN, "Child", { base_profile_id: base.id });
  await removeProfile(as(BEN), base.id, null);
  const restored = await restoreRevision(as(BEN), id, "1", null);
  expect(restored).toMatchObject({ base_profile_id: bottom.id, revision: 3 });
});

/** What would be restored of a profile that `owner` can read, for `actor`. */
async function contentAt(
  id: string,
  revision: number,
  {
    actor = BEN,
    owner = actor,
    option,
  }: Partial<Record<"actor" | "owner", UserActor>> & {
    option?: "keeps_model";
  } = {},
) {
  const current = await readableProfile(as(owner), id);
  return withTransaction(world.db, (tx) =>
    restoredContent(as(actor), tx, current, revision, option),
  );
}

test("the content of every revision can be read to restore it, and reading writes nothing", async () => {
  const id = await changedTwice();
  await patchProfile(as(BEN), id, { system_prompt: "Be brief" }, null);
  const before = await world.contents();
  expect(await contentAt(id, 1)).toMatchObject({
    name: "First",
    parameters: { temperature: 0.1 },
    system_prompt: "",
  });
  expect(await contentAt(id, 2)).toMatchObject({ name: "First", parameters: { temperature: 0.2 } });
  expect((await contentAt(id, 3)).parameters).toEqual({ temperature: 0.2, top_k: 5 });
  expect(await contentAt(id, 4)).toMatchObject({ name: "Third", system_prompt: "Be brief" });
  expect(await world.contents()).toEqual(before);
  await expectRefusal(() => contentAt(id, 5), { code: "revision_not_found" });
});

test("the content to restore may have a model that left the catalog only if that is asked for", async () => {
  const { id } = await create(BEN, "Ben's", { model_name: SMALL });
  await patchProfile(as(BEN), id, { model_name: CHAT }, null);
  await world.dropModel(SMALL);
  const kept = await contentAt(id, 1, { option: "keeps_model" });
  expect(kept).toMatchObject({ model_name: SMALL });
  await expectRefusal(() => contentAt(id, 1), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
});

test("a default gets no model back that left the catalog, even if that is asked for", async () => {
  const id = defaultOf("primary");
  await patchProfile(as(ADA), id, { model_name: CODER }, null);
  await patchProfile(as(ADA), id, { model_name: CHAT }, null);
  await world.dropModel(CODER);
  await expectRefusal(() => contentAt(id, 2, { actor: ADA, option: "keeps_model" }), {
    code: "validation_failed",
    errors: faultsAt({ model_name: "unknown_model" }),
  });
  expect(await contentAt(id, 1, { actor: ADA })).toMatchObject({ model_name: CHAT });
});

test("the content to restore of another user's profile stays hidden, also from who holds the profile", async () => {
  const id = await changedTwice();
  for (const actor of [CLEO, ADA]) {
    const call = () => contentAt(id, 1, { actor, owner: BEN });
    await expectRefusal(call, { code: "revision_not_found" });
  }
});
