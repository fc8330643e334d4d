import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import { removeProfile } from "@/lib/profiles/server/remove-service";
import { expireAudit, updateSettings } from "@/lib/settings/server/service";
import { ADA, BEN, defaultOf, setTime, testWorld, withKey } from "@/lib/testing";
import { auditQuery, exportQuery } from "../schema";
import { exportAudit } from "./export-service";
import { listAudit, recordEvent, removeEventsBefore } from "./service";
import { idsIn } from "./repository";

const world = testWorld();
const { as, create, expectRefusal } = world;

const list = (query: object = {}) => listAudit(as(ADA), auditQuery.parse(query));

/** What a file of the audit holds. */
function exported(query: object): Promise<string> {
  return new Response(exportAudit(as(ADA), exportQuery.parse(query))).text();
}

test("an event tells who did what, from where, and with which key", async () => {
  setTime("2026-03-01T00:00:00.000Z");
  const key = withKey(BEN, "write");
  const ctx = {
    ...as(key),
    origin: { requestId: "request-1", address: "192.0.2.1" },
  };
  const event = { action: "user.update", target: "user:x", after: { name: "X" } } as const;
  await withTransaction(world.db, (tx) => recordEvent(ctx, tx, event));
  expect((await list()).data[0]).toMatchObject({
    ...event,
    created_at: "2026-03-01T00:00:00.000Z",
    actor: BEN.id,
    key_id: key.key?.id,
    address: "192.0.2.1",
    request_id: "request-1",
    before: null,
  });
});

test("an event of a transaction that fails is not kept", async () => {
  const before = await world.contents();
  const failing = withTransaction(world.db, async (tx) => {
    await recordEvent(as(BEN), tx, { action: "user.update", target: "user:x" });
    throw new Error("No");
  });
  await expect(failing).rejects.toThrow("No");
  expect(await world.contents()).toEqual(before);
});

test("events come newest first, with the names of what is in them, also in the trash", async () => {
  setTime("2030-03-01T00:00:00.000Z");
  const made = await create(BEN, "Ben's");
  const { data, total, names } = await list({ limit: "5" });
  expect(total).toBe(20);
  expect(data).toHaveLength(5);
  expect(data[0]).toMatchObject({ action: "profile.create", target: `profile:${made.id}` });
  expect(names[BEN.id]).toBe("Ben");
  expect(names[made.id]).toBe("Ben's");
  await removeProfile(as(BEN), made.id, null);
  expect((await list({ limit: "5" })).names[made.id]).toBe("Ben's");
});

test("pages of the audit hold every event exactly once", async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await list({ limit: "7", ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor);
  expect(seen).toHaveLength(19);
  expect(new Set(seen).size).toBe(19);
});

test.each([
  [{ actor: BEN.id }, 1],
  [{ actor: "system" }, 19],
  [{ action: "profile.create" }, 20],
  [{ action: "profile.delete" }, 0],
  [{ target: `profile:${defaultOf("primary")}` }, 1],
  [{ since: "2030-01-01T00:00:00Z" }, 1],
])("the audit narrowed by %j holds %i events, in the file too", async (query, count) => {
  setTime("2030-03-01T00:00:00.000Z");
  await create(BEN, "Ben's");
  expect((await list(query)).total).toBe(count);
  expect(JSON.parse(await exported({ ...query, format: "json" }))).toHaveLength(count);
});

test("a file holds every event of the list, as JSON and as CSV", async () => {
  await create(BEN, "Ben's");
  const { data } = await list({ limit: "200" });
  expect(JSON.parse(await exported({ format: "json" }))).toEqual(data);
  const lines = (await exported({ format: "csv" })).trimEnd().split("\r\n");
  expect(lines[0]).toBe(Object.keys(data[0] ?? {}).join(","));
  expect(await exported({ format: "json", actor: "nobody" })).toBe("[]\n");
});

test("a spreadsheet does not run what an event holds", async () => {
  const event = { action: "user.update", target: "=1+1" } as const;
  await withTransaction(world.db, (tx) => recordEvent(as(BEN), tx, event));
  expect(await exported({ actor: BEN.id })).toContain("'=1+1");
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a user", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot read the audit", async (_who, actor, code) => {
  await expectRefusal(() => listAudit(as(actor), auditQuery.parse({})), { code });
  await expectRefusal(() => exportAudit(as(actor), exportQuery.parse({})), { code });
});

test("events expire by the clock once the setting says so, and other rows stay", async () => {
  await updateSettings(as(ADA), { audit_days: 10 });
  const { audit_events: _events, ...before } = await world.contents();
  setTime("2100-01-01T00:00:00.000Z");
  // The fixtures, which are of one day and years older than the change of the setting.
  expect(await expireAudit(as(SYSTEM_ACTOR))).toBe(19);
  const { audit_events: _expired, ...after } = await world.contents();
  expect(after).toEqual(before);
  expect((await list()).data).toMatchObject([
    { action: "audit.expire", after: { events: 19, older_than: "2020-01-02T00:00:00.000Z" } },
    { action: "settings.update" },
  ]);
});

describe("removing old events", () => {
  const remove = (before: string) => removeEventsBefore(as(SYSTEM_ACTOR), before);
  /** Records an event of Ben's at a time, which is the time from then on. */
  const happen = async (iso: string) => {
    setTime(iso);
    await withTransaction(world.db, (tx) =>
      recordEvent(as(BEN), tx, { action: "user.update", target: `at:${iso}` }),
    );
  };
  const rows = async () =>
    (await list({ limit: "200" })).data
      .filter(({ action }) => action !== "profile.create")
      .map(({ action, target, after }) => (action === "audit.expire" ? after : target));

  test("takes the oldest day alone and records that, and the next day an hour later", async () => {
    await happen("2020-01-01T23:59:59.999Z");
    await happen("2020-01-02T00:00:00.000Z");
    await happen("2020-01-03T12:00:00.000Z");
    const before = "2020-01-03T00:00:00.000Z";
    const { audit_events: _events, ...others } = await world.contents();
    setTime("2030-01-01T00:00:00.000Z");
    expect(await remove(before)).toBe(20);
    const first = { events: 20, older_than: "2020-01-02T00:00:00.000Z" };
    const rest = ["at:2020-01-03T12:00:00.000Z", "at:2020-01-02T00:00:00.000Z"];
    expect(await rows()).toEqual([first, ...rest]);
    setTime("2030-01-01T00:59:59.999Z");
    const contents = await world.contents();
    expect(await remove(before)).toBe(0);
    expect(await world.contents()).toEqual(contents);
    setTime("2030-01-01T01:00:00.000Z");
    expect(await remove(before)).toBe(1);
    const second = { events: 1, older_than: before };
    expect(await rows()).toEqual([second, first, "at:2020-01-03T12:00:00.000Z"]);
    setTime("2030-01-01T02:00:00.000Z");
    expect(await remove(before)).toBe(0);
    const { audit_events: _removed, ...left } = await world.contents();
    expect(left).toEqual(others);
  });

  test("takes none at the given time or later, of the oldest day neither", async () => {
    await happen("2020-01-01T11:59:59.999Z");
    await happen("2020-01-01T12:00:00.000Z");
    expect(await remove("2020-01-01T00:00:00.000Z")).toBe(0);
    expect((await list()).total).toBe(21);
    expect(await remove("2020-01-01T12:00:00.000Z")).toBe(20);
    const record = { events: 20, older_than: "2020-01-01T12:00:00.000Z" };
    expect((await rows()).toSorted()).toEqual([record, "at:2020-01-01T12:00:00.000Z"].toSorted());
  });

  test("removes its own records in the end, without another record", async () => {
    setTime("2030-01-01T00:00:00.000Z");
    expect(await remove("2029-01-01T00:00:00.000Z")).toBe(19);
    setTime("2031-01-01T00:00:00.000Z");
    expect(await remove("2030-06-01T00:00:00.000Z")).toBe(1);
    expect((await list()).total).toBe(0);
  });

  test("goes on after the clock is set back to before the last time", async () => {
    await happen("2022-01-01T00:00:00.000Z");
    const before = "2023-01-01T00:00:00.000Z";
    setTime("2030-01-01T00:00:00.000Z");
    expect(await remove(before)).toBe(19);
    setTime("2025-01-01T00:00:00.000Z");
    expect(await remove(before)).toBe(1);
  });

  test("takes all of a day at once, however many, and each is counted once in the records", async () => {
    await withTransaction(world.db, (tx) =>
      tx.run(sql`
        INSERT INTO audit_events (id, created_at, actor, action, target)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
        SELECT 'event-' || i, '2020-01-01T01:00:00.000Z', 'system', 'user.update', 'user:x' FROM n`),
    );
    setTime("2030-01-01T00:00:00.000Z");
    expect(await remove("2021-01-01T00:00:00.000Z")).toBe(6019);
    const { data } = await list();
    expect(data.map(({ action }) => action)).toEqual(["audit.expire", "audit.expire"]);
    const counts = data.map(({ after }) => Number(after?.events));
    expect(counts.toSorted((a, b) => a - b)).toEqual([1019, 5000]);
  });
});

const id = (digit: number) => `0000000${digit}-0000-4000-8000-00000000000a`;
const event = { actor: "system", target: "catalog", key_id: null, before: null, after: null };

test("what events and their filters tell of is found once each, wherever it stands", () => {
  const events = [
    event,
    { ...event, actor: id(1), target: `profile:${id(2)}`, key_id: id(3) },
    { ...event, before: { primary: id(4) }, after: { tasks: [id(5)], primary: id(1) } },
  ];
  expect(idsIn(events, { actor: id(6), target: `user:${id(2)}` }).sort()).toEqual(
    [1, 2, 3, 4, 5, 6].map(id),
  );
  expect(idsIn([event], { actor: "anonymous", target: undefined })).toEqual([]);
});
