import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { hashPassword } from "@/lib/credentials/server/password";
import { ADA, BEN, CLEO, sessionRow, setTime, testWorld, withKey } from "@/lib/testing";
import { confirmPassword } from "@/lib/users/server/account-service";
import { patchUser } from "@/lib/users/server/service";
import { insertSession, type SessionRow, selectSessions } from "./repository";
import {
  endSession,
  endSessionsOf,
  findSession,
  flushSessionUses,
  listSessions,
  noteConfirmation,
  noteSessionUse,
  requireConfirmation,
  revokeSession,
  startSession,
} from "./service";

const DAY = 24 * 60 * 60 * 1000;
const PASSWORD = "correct horse battery staple";
const UNKNOWN = "99999999-0000-4000-8000-000000000000";

const world = testWorld();
const { as, expectRefusal } = world;

const start = ({ id }: UserActor, userAgent: string | null = null) =>
  withTransaction(world.db, (tx) => startSession(as(ANONYMOUS), tx, { userId: id, userAgent }));
const add = (owner: UserActor, set: Partial<SessionRow>) =>
  withTransaction(world.db, (tx) => insertSession(tx, sessionRow(owner, set)));
const stored = ({ id }: UserActor) => selectSessions(world.db.read, id, "");
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

test("people list their own sessions, last used first, with the one they use", async () => {
  await add(BEN, {
    id: "phone",
    address: "192.0.2.9",
    last_used_at: ago(DAY),
    created_at: ago(DAY),
  });
  await add(BEN, { id: "expired", created_at: ago(31 * DAY) });
  const { data } = await listSessions(as(BEN));
  expect(data).toMatchObject([
    { id: BEN.session, current: true, browser: "Firefox on Linux", address: null },
    { id: "phone", current: false, address: "192.0.2.9", last_used_at: data[1]?.created_at },
  ]);
  expect(Date.parse(data[1]?.expires_at ?? "") - Date.parse(data[1]?.created_at ?? "")).toBe(
    30 * DAY,
  );
});

test("a session that its user ends is gone, and the audit tells", async () => {
  await add(BEN, { id: "phone" });
  await revokeSession(as(BEN), "phone");
  expect((await stored(BEN)).map(({ id }) => id)).toEqual([BEN.session]);
  expect((await world.events())[0]).toMatchObject({
    action: "user.session_end",
    target: `user:${BEN.id}`,
    before: { browser: "Firefox on Linux" },
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key with every scope", withKey(ADA, "admin", "write"), "permission_denied"],
  ["another user", CLEO, "session_not_found"],
  ["an admin", ADA, "session_not_found"],
] as const)("%s cannot end somebody's session", async (_who, actor, code) => {
  await expectRefusal(() => revokeSession(as(actor), BEN.session ?? ""), { code });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key with every scope", withKey(ADA, "admin", "write"), "permission_denied"],
] as const)("%s cannot list sessions or enter a password", async (_who, actor, code) => {
  await expectRefusal(() => listSessions(as(actor)), { code });
  await expectRefusal(() => confirmPassword(as(actor), { password: PASSWORD }), { code });
});

test("a user has 50 sessions at most: a new one ends the one not used for longest", async () => {
  await add(BEN, { id: "unused", last_used_at: ago(DAY) });
  for (let n = 0; n < 60; n += 1) await start(BEN);
  const rows = await stored(BEN);
  expect(rows).toHaveLength(50);
  expect(rows.map(({ id }) => id)).not.toContain("unused");
  expect(await stored(CLEO)).toHaveLength(1);
});

test("a sign-in removes sessions that have expired, anybody's, and none of the future", async () => {
  await add(CLEO, { id: "expired", created_at: ago(30 * DAY + 1000) });
  await add(CLEO, { id: "valid", created_at: ago(30 * DAY - 60_000) });
  await add(CLEO, { id: "future", created_at: ago(-365 * DAY) });
  await start(BEN, "curl/8.5.0");
  expect((await stored(CLEO)).map(({ id }) => id).sort()).toEqual(
    ["future", "valid", CLEO.session ?? ""].sort(),
  );
  expect((await stored(BEN)).map(({ browser }) => browser)).toContain("curl");
});

test("a disabled account has no sessions", async () => {
  await patchUser(as(ADA), BEN.id, { disabled: true });
  expect(await stored(BEN)).toEqual([]);
  expect(await stored(CLEO)).toHaveLength(1);
});

test("a password that is entered again counts in this session alone, and wrong ones are throttled", async () => {
  const hash = await hashPassword(PASSWORD);
  await withTransaction(world.db, (tx) =>
    tx.run(sql`UPDATE users SET password_hash = ${hash} WHERE id = ${BEN.id}`),
  );
  const needed = (actor: UserActor) =>
    withTransaction(world.db, (tx) => requireConfirmation(as(actor), tx));
  const required = { code: "password_required", status: 403 };
  await add(BEN, { id: "phone" });
  const wrong = confirmPassword(as(BEN), { password: "not the password" });
  await expect(wrong).rejects.toMatchObject({ errors: [{ path: "password" }] });
  await expect(needed(BEN)).rejects.toMatchObject(required);
  await confirmPassword(as(BEN), { password: PASSWORD });
  await needed(BEN);
  await expect(needed({ ...BEN, session: "phone" })).rejects.toMatchObject(required);
  const tries = await Promise.allSettled(
    Array.from({ length: 15 }, (_, n) => confirmPassword(as(BEN), { password: `wrong ${n}` })),
  );
  const codes = tries.map((each) =>
    each.status === "rejected" ? (each.reason as { code: string }).code : "confirmed",
  );
  expect(codes.filter((code) => code === "validation_failed")).toHaveLength(10);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(5);
  const right = confirmPassword(as(BEN), { password: PASSWORD });
  await expect(right).rejects.toMatchObject({ code: "rate_limited" });
});

test("a session that has just ended does nothing more", async () => {
  const gone = { ...BEN, session: UNKNOWN };
  const needed = withTransaction(world.db, (tx) => requireConfirmation(as(gone), tx));
  await expect(needed).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a confirmed password lasts 10 minutes, whatever becomes of the clock", async () => {
  await world.confirm(BEN);
  const needed = () => withTransaction(world.db, (tx) => requireConfirmation(as(BEN), tx));
  for (const minutes of [-365 * 24 * 60, -5, 11, 365 * 24 * 60]) {
    const time = setTime(ago(-minutes * 60_000));
    await expect(needed(), `${minutes} minutes`).rejects.toMatchObject({
      code: "password_required",
    });
    time.mockRestore();
  }
  setTime(ago(-9 * 60_000));
  await needed();
});

test("a session that its browser signs out of is gone, and another's stays", async () => {
  await endSession(as(ANONYMOUS), BEN.session ?? "");
  expect(await stored(BEN)).toEqual([]);
  expect(await stored(CLEO)).toHaveLength(1);
  // Signing out twice is no error.
  await endSession(as(ANONYMOUS), BEN.session ?? "");
});

test("all sessions of a user end together, and no one else's", async () => {
  await add(BEN, { id: "phone" });
  await withTransaction(world.db, (tx) => endSessionsOf(as(BEN), tx, BEN.id));
  expect(await stored(BEN)).toEqual([]);
  expect(await stored(CLEO)).toHaveLength(1);
  expect(await findSession(as(ANONYMOUS), "phone")).toBeUndefined();
});

test("a confirmation holds in the session in which the password was entered, for 10 minutes", async () => {
  await add(BEN, { id: "phone" });
  const inTransaction = (work: typeof noteConfirmation, actor: UserActor) =>
    withTransaction(world.db, (tx) => work(as(actor), tx));
  const phone = { ...BEN, session: "phone" };
  setTime("2030-03-01T00:00:00.000Z");
  await inTransaction(noteConfirmation, BEN);
  setTime("2030-03-01T00:09:59.000Z");
  await inTransaction(requireConfirmation, BEN);
  await expectRefusal(() => inTransaction(requireConfirmation, phone), {
    code: "password_required",
  });
  setTime("2030-03-01T00:10:01.000Z");
  await expectRefusal(() => inTransaction(requireConfirmation, BEN), {
    code: "password_required",
  });
});

test.each([
  ["a session that has ended", { ...BEN, session: UNKNOWN }, "unauthenticated"],
  ["an API key", withKey(BEN, "write"), "permission_denied"],
] as const)("%s notes no confirmation", async (_who, actor, code) => {
  const call = () => withTransaction(world.db, (tx) => noteConfirmation(as(actor), tx));
  await expectRefusal(call, { code });
});

test("the last use of a session is noted once a minute, with its address", async () => {
  const context = { ...as(BEN), origin: { requestId: null, address: "192.0.2.7" } };
  const useAt = async (time: string) => {
    setTime(time);
    noteSessionUse(context, BEN.session ?? "");
    await flushSessionUses(context);
    return (await stored(BEN))[0];
  };
  const noted = { last_used_at: "2030-03-01T00:00:00.000Z", address: "192.0.2.7" };
  expect(await useAt("2030-03-01T00:00:00.000Z")).toMatchObject(noted);
  expect(await useAt("2030-03-01T00:00:59.000Z")).toMatchObject(noted);
  expect(await useAt("2030-03-01T00:01:00.000Z")).toMatchObject({
    last_used_at: "2030-03-01T00:01:00.000Z",
  });
});
