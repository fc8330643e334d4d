import { beforeEach, expect, test } from "vitest";
import { type Transaction, withTransaction } from "@/db/transaction";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { createKey, listUserKeys } from "@/lib/keys/server/service";
import { selectSessions } from "@/lib/sessions/server/repository";
import { ADA, BEN, CLEO, setTime, testWorld } from "@/lib/testing";
import { changeCredentials, endAccess } from "./account-service";
import { findUser, type UserRow } from "./repository";
import { makeResetLink, readReset } from "./reset-service";
import { patchUser } from "./service";

const world = testWorld();
const { as } = world;

/** Cleo as an admin, besides Ada. */
const OTHER: UserActor = { ...CLEO, role: "admin" };

const KEY = { name: "script", scopes: ["read" as const], expires_at: null };

const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => withTransaction(world.db, work);
const sessionsOf = async ({ id }: UserActor) =>
  (await selectSessions(world.db.read, id, "")).map((row) => row.id);
const linkFor = async ({ id }: UserActor, by: UserActor) =>
  (await makeResetLink(as(by), id)).path.replace("/reset#", "");
const isOpen = (token: string) => readReset(as(ANONYMOUS), token).then(Boolean, () => false);

async function accountOf({ id }: UserActor): Promise<UserRow> {
  const row = await findUser(world.db.read, id);
  if (!row) throw new Error("there is no account");
  return row;
}

beforeEach(async () => {
  await world.confirm(ADA);
  await patchUser(as(ADA), CLEO.id, { role: "admin" });
  await world.confirm(CLEO);
});

/** What only ending somebody's access changes. */
async function withoutAccess() {
  const { sessions: _sessions, password_resets: _links, ...rest } = await world.contents();
  return rest;
}

test("ending a user's access ends their sessions and all links that they created", async () => {
  const [forBen, forAda] = [await linkFor(BEN, ADA), await linkFor(ADA, ADA)];
  await inTransaction((tx) => endAccess(as(OTHER), tx, ADA.id));
  expect(await sessionsOf(ADA)).toEqual([]);
  expect(await Promise.all([forBen, forAda].map(isOpen))).toEqual([false, false]);
  expect((await world.contents()).password_resets).toEqual([]);
});

test("ending a user's access leaves others' sessions and links, one for the user too, and all else", async () => {
  await createKey(as(ADA), KEY);
  const [forBen, forAda] = [await linkFor(BEN, OTHER), await linkFor(ADA, OTHER)];
  const others = [await sessionsOf(BEN), await sessionsOf(CLEO)];
  const before = await withoutAccess();
  await inTransaction((tx) => endAccess(as(OTHER), tx, ADA.id));
  expect([await sessionsOf(BEN), await sessionsOf(CLEO)]).toEqual(others);
  expect(others).toEqual([[BEN.session], [CLEO.session]]);
  expect(await Promise.all([forBen, forAda].map(isOpen))).toEqual([true, true]);
  expect(await withoutAccess()).toEqual(before);
});

test("access does not end if the rest of the change fails", async () => {
  const link = await linkFor(BEN, ADA);
  const before = await world.contents();
  const failing = inTransaction(async (tx) => {
    await endAccess(as(OTHER), tx, ADA.id);
    throw new Error("No");
  });
  await expect(failing).rejects.toThrow("No");
  expect(await world.contents()).toEqual(before);
  expect(await isOpen(link)).toBe(true);
});

test("changed credentials are stored, end the user's access, and appear in the audit without their values", async () => {
  await createKey(as(ADA), KEY);
  const link = await linkFor(BEN, ADA);
  const [account, ben, cleo] = [await accountOf(ADA), await accountOf(BEN), await accountOf(CLEO)];
  const events = await world.events();
  setTime("2030-01-01T00:00:00.000Z");
  const change = { action: "user.password", set: { password_hash: "a new hash" } } as const;
  await inTransaction((tx) => changeCredentials(as(ADA), tx, account, change));
  expect(await accountOf(ADA)).toEqual({
    ...account,
    password_hash: "a new hash",
    updated_at: "2030-01-01T00:00:00.000Z",
  });
  expect(await sessionsOf(ADA)).toEqual([]);
  expect(await isOpen(link)).toBe(false);
  const [event, ...earlier] = await world.events();
  expect(event).toMatchObject({
    action: "user.password",
    target: `user:${ADA.id}`,
    actor: ADA.id,
    before: null,
    after: null,
  });
  expect(earlier).toEqual(events);
  expect([await accountOf(BEN), await accountOf(CLEO)]).toEqual([ben, cleo]);
  expect(await sessionsOf(BEN)).toEqual([BEN.session]);
  expect((await listUserKeys(as(ADA), ADA.id)).data).toMatchObject([{ name: "script" }]);
});

test("credentials that are set to nothing new end the user's access all the same", async () => {
  const account = await accountOf(BEN);
  const change = { action: "user.sign_out", set: {} } as const;
  await inTransaction((tx) => changeCredentials(as(BEN), tx, account, change));
  expect(await sessionsOf(BEN)).toEqual([]);
  expect(await accountOf(BEN)).toMatchObject({ password_hash: account.password_hash });
  expect((await world.events())[0]).toMatchObject({ action: "user.sign_out" });
});
