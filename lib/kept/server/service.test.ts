import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import { removeProfile } from "@/lib/profiles/server/remove-service";
import { expireTrash, purgeFromTrash, restoreFromTrash } from "@/lib/profiles/server/trash-service";
import { ADA, BEN, CLEO, defaultOf, setTime, testWorld, withKey } from "@/lib/testing";
import type { GatewayRequest } from "@/lib/usage/schema";
import { flushRequests, recordRequest } from "@/lib/usage/server/service";
import { deleteUser } from "@/lib/users/server/repository";
import { keptQuery } from "../schema";
import { emptyKept, expireKept, keepsRequests, listKept, setKeeping } from "./service";
import { attachTexts } from "./write-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const START = "2030-01-01T00:00:00.000Z";
const DAY = 24 * 60 * 60 * 1000;
const after = (ms: number) => new Date(Date.parse(START) + ms).toISOString();

const list = (id: string, query: object = {}, actor = BEN) =>
  listKept(as(actor), id, keptQuery.parse(query));
const idsOf = async (id: string) => (await list(id)).data.map((row) => row.id);

function recordOf(profile_id: string, id: string, time: string): GatewayRequest {
  return {
    ...{ id, time, user_id: BEN.id, key_id: null, task: "primary", profile_id, revision: 1 },
    ...{ model: "m", engine_id: "e", engine: "E", path: "/v1/chat/completions", stream: false },
    ...{ status: 200, code: null, attempts: 1, finish: "stop", tokens_in: 1, tokens_out: 2 },
    ...{ tokens_cached: null, tokens_reasoning: null, first_output_ms: 1, total_ms: 2 },
    ...{ queue_ms: 0, load_ms: null, context_granted: null, dropped: [], stopped_by: null },
  };
}

/** Records a request with a text, which is written at once. */
async function given(profileId: string, id: string, time: string, text = `The text of ${id}`) {
  const record = recordOf(profileId, id, time);
  const texts = { request: { prompt: text }, answer: null, effective: null };
  recordRequest(world, record, attachTexts(world, profileId, record, texts));
  await flushRequests(world);
}

/** A profile of Ben's that keeps its requests. */
async function keeper(name = "Keeper"): Promise<string> {
  setTime(START);
  const { id } = await create(BEN, name);
  expect(await setKeeping(as(BEN), id, true)).toEqual({ enabled: true, since: START });
  return id;
}

test("requests are kept from the moment their owner wants it, and are listed with their texts", async () => {
  setTime(START);
  const { id } = await create(BEN, "Mine");
  await given(id, "before", after(0));
  expect(await list(id)).toEqual({
    ...{ enabled: false, since: null, data: [], next_cursor: null, total: 0 },
  });
  expect(await keepsRequests(world, id)).toBe(false);
  setTime(after(1000));
  await setKeeping(as(BEN), id.toUpperCase(), true);
  expect(await keepsRequests(world, id)).toBe(true);
  // It arrived before, and ended after that.
  await given(id, "running", after(999));
  await given(id, "first", after(1000));
  await given(id, "second", after(2000));
  const { data, ...rest } = await list(id);
  expect(rest).toEqual({ enabled: true, since: after(1000), next_cursor: null, total: 2 });
  expect(data).toEqual([
    {
      ...recordOf(id, "second", after(2000)),
      ...{ request: { prompt: "The text of second" }, answer: null, effective: null, cut: false },
    },
    expect.objectContaining({ id: "first" }),
  ]);
});

test("switching it off deletes what is kept; a request that is not written yet is lost too", async () => {
  const id = await keeper();
  const other = await keeper("Other");
  await given(id, "written", after(1));
  await given(other, "of the other", after(1));
  const record = recordOf(id, "waiting", after(2));
  const texts = { request: { prompt: "private" }, answer: null, effective: null };
  recordRequest(world, record, attachTexts(world, id, record, texts));
  setTime(after(3));
  expect(await setKeeping(as(BEN), id, false)).toEqual({ enabled: false, since: null });
  await setKeeping(as(BEN), id, true);
  await flushRequests(world);
  expect(await idsOf(id)).toEqual([]);
  expect(await idsOf(other)).toEqual(["of the other"]);
  const contents = JSON.stringify(await world.contents());
  expect(contents).not.toContain("The text of written");
  expect(contents).not.toContain("private");
});

test("switching, and deleting what is kept, are recorded without a text", async () => {
  const id = await keeper();
  await given(id, "one", after(1));
  await given(id, "two", after(2));
  setTime(after(3));
  await emptyKept(as(BEN), id);
  await emptyKept(as(BEN), id);
  await given(id, "late", after(2));
  await given(id, "three", after(4));
  expect(await idsOf(id)).toEqual(["three"]);
  await setKeeping(as(BEN), id, true);
  await setKeeping(as(BEN), id, false);
  await setKeeping(as(BEN), id, false);
  await emptyKept(as(BEN), id);
  const events = await world.events();
  expect(events.map(({ action, target, after: told }) => [action, target, told])).toEqual([
    ["profile.unkeep", `profile:${id}`, { name: "Keeper", removed: 1 }],
    ["profile.empty_kept", `profile:${id}`, { name: "Keeper", removed: 2 }],
    ["profile.keep", `profile:${id}`, { name: "Keeper" }],
    ["profile.create", `profile:${id}`, expect.anything()],
  ]);
  expect(JSON.stringify(events)).not.toContain("The text");
});

test("the last 50 of a profile are kept, for 7 days", async () => {
  const id = await keeper();
  const other = await keeper("Other");
  await given(other, "of the other", after(0));
  for (let n = 1; n <= 53; n += 1) await given(id, `r${n}`, after(n * 1000));
  const kept = await idsOf(id);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, "r53", "r4"]);
  expect(await idsOf(other)).toEqual(["of the other"]);
  // The first of them are a week old.
  setTime(after(7 * DAY + 5500));
  expect(await list(id, { limit: "1" })).toMatchObject({ total: 48 });
  expect((await idsOf(id)).at(-1)).toBe("r6");
  expect(await expireKept(as(SYSTEM_ACTOR))).toBe(3);
  expect(await expireKept(as(SYSTEM_ACTOR))).toBe(0);
  setTime(after(30 * DAY));
  expect(await expireKept(as(SYSTEM_ACTOR))).toBe(48);
  expect(await list(id)).toMatchObject({ enabled: true, total: 0 });
});

test("a list goes on after its cursor, and a page ends after a megabyte", async () => {
  const id = await keeper();
  for (let n = 1; n <= 6; n += 1) {
    await given(id, `r${n}`, after(n < 3 ? 1 : n), "long ".repeat(48_000));
  }
  const first = await list(id);
  expect(first.data.map((row) => row.id)).toEqual(["r6", "r5", "r4", "r3"]);
  const second = await list(id, { cursor: first.next_cursor ?? "", limit: "1" });
  const third = await list(id, { cursor: second.next_cursor ?? "" });
  expect([...second.data, ...third.data].map((row) => row.id)).toEqual(["r2", "r1"]);
  expect(third).toMatchObject({ next_cursor: null, total: 6 });
  await expectRefusal(() => list(id, { cursor: "x" }), { code: "invalid_cursor" });
});

test("a profile in the trash keeps its requests for its return, one that is gone for good has none", async () => {
  const [back, purged, expired] = [await keeper("A"), await keeper("B"), await keeper("C")];
  for (const id of [back, purged, expired]) {
    await given(id, "one", after(1));
    await removeProfile(as(BEN), id, null);
    await expectRefusal(() => list(id), { code: "profile_not_found" });
  }
  await restoreFromTrash(as(BEN), back);
  expect(await list(back)).toMatchObject({ enabled: true, total: 1 });
  await purgeFromTrash(as(BEN), purged);
  expect(JSON.stringify(await world.contents())).toContain(`"profile_id":"${expired}"`);
  setTime(after(31 * DAY));
  await expireTrash(as(SYSTEM_ACTOR));
  const { kept_profiles, kept_requests } = await world.contents();
  expect(kept_profiles).toEqual([expect.objectContaining({ profile_id: back })]);
  expect(kept_requests).toEqual([expect.objectContaining({ profile_id: back })]);
});

test("the 201st profile in the trash takes the requests of the first with it", async () => {
  const id = await keeper();
  await given(id, "one", after(1));
  await removeProfile(as(BEN), id, null);
  await withTransaction(world.db, (tx) =>
    tx.run(sql`
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 199)
      INSERT INTO deleted_profiles SELECT id || n, user_id, '2031', profile, tasks, children
      FROM deleted_profiles, numbers`),
  );
  setTime("2032-01-01T00:00:00.000Z");
  await removeProfile(as(BEN), (await create(BEN, "Another")).id, null);
  expect(await world.contents()).toMatchObject({ kept_profiles: [], kept_requests: [] });
});

test("a user who is deleted leaves no kept request", async () => {
  const id = await keeper();
  await given(id, "one", after(1));
  await withTransaction(world.db, async (tx) => {
    await tx.run(sql`DELETE FROM sessions WHERE user_id = ${BEN.id}`);
    await deleteUser(tx, BEN.id);
  });
  expect(await world.contents()).toMatchObject({ kept_profiles: [], kept_requests: [] });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only infers", withKey(BEN, "infer"), "insufficient_scope"],
  ["a key that serves others", withKey(ADA, "service"), "insufficient_scope"],
  ["another user", CLEO, "profile_not_found"],
  ["an admin", ADA, "profile_not_found"],
  ["an admin's key", withKey(ADA, "admin"), "profile_not_found"],
] as const)(
  "%s neither reads, switches nor deletes what a user keeps",
  async (_who, actor, code) => {
    const id = await keeper();
    await given(id, "one", after(1));
    const query = keptQuery.parse({});
    await expectRefusal(() => listKept(as(actor), id, query), { code });
    await expectRefusal(() => setKeeping(as(actor), id, false), { code });
    await expectRefusal(() => emptyKept(as(actor), id), { code });
  },
);

test("a key that reads lists what its owner keeps, and changes nothing", async () => {
  const id = await keeper();
  await given(id, "one", after(1));
  const reader = withKey(BEN, "read");
  expect(await list(id, {}, reader)).toMatchObject({ total: 1 });
  const scope = { code: "insufficient_scope" } as const;
  await expectRefusal(() => setKeeping(as(reader), id, false), scope);
  await expectRefusal(() => emptyKept(as(reader), id), scope);
});

test("a user keeps the requests through 20 profiles at most", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await keeper(`Keeper ${n}`));
  const { id } = await create(BEN, "One more");
  const refusal = { code: "quota_exceeded", extra: { limit: 20, used: 20 } } as const;
  await expectRefusal(() => setKeeping(as(BEN), id, true), refusal);
  await setKeeping(as(BEN), ids[0] ?? "", true);
  await setKeeping(as(BEN), ids[0] ?? "", false);
  expect(await setKeeping(as(BEN), id, true)).toMatchObject({ enabled: true });
});

test("nobody keeps what others send: the requests through a default are never kept", async () => {
  const id = defaultOf("primary");
  for (const actor of [ADA, BEN]) {
    const refusal = { code: "permission_denied" } as const;
    await expectRefusal(() => setKeeping(as(actor), id, true), refusal);
    await expectRefusal(() => listKept(as(actor), id, keptQuery.parse({})), refusal);
    await expectRefusal(() => emptyKept(as(actor), id), refusal);
  }
});

test("texts that wait for the database are bounded; the records of their requests are not lost", async () => {
  const id = await keeper();
  const bytes = 1024 * 1024;
  const written: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    const write = vi.fn(() => {
      written.push(`r${n}`);
      return Promise.resolve();
    });
    recordRequest(world, recordOf(id, `r${n}`, after(n)), { bytes, write });
  }
  await flushRequests(world);
  expect(written).toEqual(Array.from({ length: 32 }, (_, n) => `r${n + 8}`));
  expect((await world.contents()).gateway_requests).toHaveLength(40);
});

test("texts that cannot be written cost nothing but themselves", async () => {
  const id = await keeper();
  const write = () => Promise.reject(new Error("no such column"));
  recordRequest(world, recordOf(id, "bad", after(1)), { bytes: 1, write });
  recordRequest(world, recordOf(id, "good", after(2)));
  await flushRequests(world);
  expect((await world.contents()).gateway_requests).toHaveLength(2);
});
