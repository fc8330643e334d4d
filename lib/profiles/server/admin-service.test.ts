import { afterEach, expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type Actor, SYSTEM_ACTOR } from "@/lib/actor";
import { forgetSingleton } from "@/lib/http/server/testing";
import { ADA, BEN, CHAT, CLEO, CODER, defaultOf, setTime, testWorld, withKey } from "@/lib/testing";
import { switchModel } from "./admin-service";
import { listRevisions } from "./revisions-service";
import { getProfile, patchProfile } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingleton("quotas");
});

/** Lets so many revisions be kept of each profile until the end of the test. */
function keepRevisions(limit: number): void {
  vi.stubEnv("QUOTA_REVISIONS", String(limit));
  forgetSingleton("quotas");
}

const switchTo = (ids: string[], owner: string | null, actor: Actor = BEN) =>
  withTransaction(world.db, (tx) => switchModel(as(actor), tx, { ids, owner }, CODER));
const revisionsOf = async (id: string, actor = BEN) =>
  (await listRevisions(as(actor), id, { limit: 10 })).data;

test("profiles get another model as a new revision each, without their version and with all else", async () => {
  const input = {
    model_version: "v1",
    description: "Kept",
    system_prompt: "Be brief",
    parameters: { temperature: 0.5, stop: ["END"] },
    gpu_config: { offload_kqv: true },
    base_profile_id: defaultOf("primary"),
  };
  const before = [await create(BEN, "One", input), await create(BEN, "Two")];
  const other = await create(BEN, "Other");
  const events = await world.events();
  setTime("2030-01-01T00:00:00.000Z");
  await switchTo(
    before.map(({ id }) => id),
    BEN.id,
  );
  const changed = {
    model_name: CODER,
    model_version: null,
    revision: 2,
    updated_at: "2030-01-01T00:00:00.000Z",
  };
  for (const profile of before) {
    expect(await getProfile(as(BEN), profile.id)).toEqual({ ...profile, ...changed });
  }
  const [newest, first] = await revisionsOf(before[0]?.id ?? "");
  expect(newest).toMatchObject({ revision: 2, author: BEN.id, created_at: changed.updated_at });
  expect(newest?.content).toEqual({
    ...first?.content,
    model_name: CODER,
    model_version: null,
  });
  expect(newest?.changes).toEqual([
    { path: "model_name", from: CHAT, to: CODER },
    { path: "model_version", from: "v1", to: null },
  ]);
  expect(await getProfile(as(BEN), other.id)).toEqual(other);
  expect(await world.events()).toEqual(events);
});

test("of one owner's profiles none of another user's or of the defaults is written, though it is named", async () => {
  const mine = await create(BEN, "Mine");
  const theirs = await create(CLEO, "Theirs");
  await patchProfile(as(CLEO), theirs.id, { description: "Second" }, null);
  await patchProfile(as(CLEO), theirs.id, { description: "Third" }, null);
  const before = await revisionsOf(theirs.id, CLEO);
  const [profile, primary] = [
    await getProfile(as(CLEO), theirs.id),
    await getProfile(as(CLEO), defaultOf("primary")),
  ];
  // Cleo's has more revisions than are kept from now on.
  keepRevisions(2);
  await switchTo([mine.id, theirs.id, primary.id], BEN.id);
  expect(await getProfile(as(BEN), mine.id)).toMatchObject({ model_name: CODER, revision: 2 });
  expect(await getProfile(as(CLEO), theirs.id)).toEqual(profile);
  expect(await getProfile(as(CLEO), primary.id)).toEqual(primary);
  expect(await revisionsOf(theirs.id, CLEO)).toEqual(before);
});

test("an admin switches profiles of all owners, defaults among them, as their author", async () => {
  const mine = await create(BEN, "Mine");
  const primary = defaultOf("primary");
  await switchTo([mine.id, primary], null, ADA);
  expect(await getProfile(as(BEN), mine.id)).toMatchObject({ model_name: CODER, revision: 2 });
  expect(await getProfile(as(BEN), primary)).toMatchObject({ model_name: CODER, revision: 2 });
  for (const id of [mine.id, primary]) {
    const actor = id === primary ? ADA : BEN;
    expect((await revisionsOf(id, actor))[0]).toMatchObject({ author: ADA.id });
  }
});

test("no more revisions are kept than are allowed, and the newest has the new model", async () => {
  keepRevisions(2);
  const { id } = await create(BEN, "Mine");
  await patchProfile(as(BEN), id, { system_prompt: "Second" }, null);
  await switchTo([id], BEN.id);
  const kept = await revisionsOf(id);
  expect(kept.map(({ revision }) => revision)).toEqual([3, 1]);
  expect(kept.map(({ content }) => content)).toMatchObject([
    { model_name: CODER, system_prompt: "Second" },
    { model_name: CHAT, system_prompt: "" },
  ]);
});

test.each([
  ["an anonymous caller", ANONYMOUS, BEN.id, "unauthenticated"],
  ["the program", SYSTEM_ACTOR, null, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), BEN.id, "insufficient_scope"],
  ["another user", CLEO, BEN.id, "permission_denied"],
  ["a user who names all owners", BEN, null, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), null, "insufficient_scope"],
] as const)("%s cannot switch the model", async (_who, actor, owner, code) => {
  const { id } = await create(BEN, "Mine");
  await expectRefusal(() => switchTo([id], owner, actor), { code });
});
