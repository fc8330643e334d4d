import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { freshDatabase } from "@/db/testing";
import { withTransaction } from "@/db/transaction";
import { SYSTEM_ACTOR } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { setTime } from "@/lib/testing";
import { upsertSetting } from "./repository";
import { auditQuery } from "@/lib/audit/schema";
import { insertEvent, listEvents } from "@/lib/audit/server/repository";
import { expireAudit, keepExpiring } from "./service";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const fresh = freshDatabase();
let ctx: Context;

beforeEach(() => {
  ctx = { actor: SYSTEM_ACTOR, db: fresh.db, origin: { requestId: null, address: null } };
});

/** Events so many days old, and how long they are to be kept. */
async function given(ages: readonly number[], audit_days: number, action?: string): Promise<void> {
  await withTransaction(fresh.db, async (tx) => {
    await upsertSetting(tx, "audit_days", audit_days);
    for (const age of ages) {
      await insertEvent(tx, {
        id: `event-${age}`,
        created_at: new Date(Date.now() - age * DAY).toISOString(),
        actor: "system",
        key_id: null,
        address: null,
        request_id: null,
        action: action ?? `age.${age}`,
        target: "test",
        before: null,
        after: null,
      });
    }
  });
}

async function actions(): Promise<string[]> {
  return (await listEvents(fresh.db.read, auditQuery.parse({}), undefined)).map(
    (row) => row.action,
  );
}

/** Lets time pass, from now. */
function after(ms: number) {
  return setTime(new Date(Date.now() + ms).toISOString());
}

test("events go when they are older than the setting says, and the audit tells how many did", async () => {
  await given([0, 6, 8, 8.5], 7);
  expect(await expireAudit(ctx)).toBe(2);
  expect(await actions()).toEqual(["audit.expire", "age.0", "age.6"]);
  expect(await expireAudit(ctx)).toBe(0);
  expect(await actions()).toHaveLength(3);
});

test("the oldest day goes first, and another one an hour later", async () => {
  await given([0, 8, 10, 10.5, 400], 7);
  expect(await expireAudit(ctx)).toBe(1);
  expect(await expireAudit(ctx)).toBe(0);
  after(HOUR - 1000);
  expect(await expireAudit(ctx)).toBe(0);
  after(HOUR + 1000);
  expect(await expireAudit(ctx)).toBe(2);
  expect(await actions()).toEqual(["audit.expire", "audit.expire", "age.0", "age.8"]);
});

test("of several processes at once, one deletes the day of an hour", async () => {
  await given([8, 10, 12], 7);
  const deleted = await Promise.all([expireAudit(ctx), expireAudit(ctx), expireAudit(ctx)]);
  expect(deleted.sort()).toEqual([0, 0, 1]);
});

test("a clock that jumps a year ahead takes no more than a day of events in an hour", async () => {
  await given([0, 1.5, 3, 4.5], 30);
  const ahead = after(365 * DAY);
  expect(await expireAudit(ctx)).toBe(1);
  expect(await expireAudit(ctx)).toBe(0);
  ahead.mockRestore();
  // What was recorded in the future does not delay what has expired now.
  await given([31], 30);
  expect(await expireAudit(ctx)).toBe(1);
  expect(await actions()).toEqual(["audit.expire", "audit.expire", "age.0", "age.1.5", "age.3"]);
});

test("a clock that is set a year back takes nothing", async () => {
  await given([0, 1], 7);
  after(-365 * DAY);
  expect(await expireAudit(ctx)).toBe(0);
  expect(await actions()).toEqual(["age.0", "age.1"]);
});

test("that the audit told of its own expiry goes without a word, or it would never end", async () => {
  await given([8, 8.5], 7, "audit.expire");
  expect(await expireAudit(ctx)).toBe(2);
  expect(await actions()).toEqual([]);
  await given([10, 10.1], 7, "audit.expire");
  await given([10.2, 10.3], 7);
  expect(await expireAudit(ctx)).toBe(4);
  const events = await listEvents(fresh.db.read, auditQuery.parse({}), undefined);
  expect(events.map(({ action, after }) => [action, after?.events])).toEqual([["audit.expire", 2]]);
});

test("without the setting nothing ever goes", async () => {
  await given([0, 40_000], 0);
  expect(await expireAudit(ctx)).toBe(0);
  expect(await actions()).toEqual(["age.0", "age.40000"]);
});

test("a shorter setting holds within a minute, without a start", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    await given([0, 8], 0);
    keepExpiring(ctx, expireAudit);
    await withTransaction(fresh.db, (tx) => upsertSetting(tx, "audit_days", 7));
    vi.advanceTimersByTime(60_000);
    await expect.poll(actions).toEqual(["audit.expire", "age.0"]);
  } finally {
    vi.clearAllTimers();
    vi.useRealTimers();
  }
});

test("no event can be changed, whoever tries", async () => {
  await given([1], 0);
  const change = withTransaction(fresh.db, (tx) =>
    tx.run(sql`UPDATE audit_events SET actor = 'somebody else'`),
  );
  await expect(change).rejects.toThrow();
  expect((await listEvents(fresh.db.read, auditQuery.parse({}), undefined))[0]?.actor).toBe(
    "system",
  );
});
