import { describe, expect, test } from "vitest";
import { freshDatabase } from "@/db/testing";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { checkPassword } from "@/lib/credentials/server/password";
import type { Context } from "@/lib/context";
import { updateSettings } from "@/lib/settings/server/service";
import { insertSession, selectSessions } from "@/lib/sessions/server/repository";
import { ADA, BEN, CLEO, sessionRow, testWorld, userRow, withKey } from "@/lib/testing";
import { userQuery } from "../schema";
import { changeName, changePassword, endSessions } from "./account-service";
import { makeResetLink } from "./reset-service";
import {
  findAccount,
  findAccountById,
  getMe,
  isRegistrationOpen,
  listUsers,
  needsSetup,
  patchUser,
  register,
  setUp,
} from "./service";

const PASSWORD = "correct horse battery staple";
const ZOE = { name: "Zoë", email: "Zoe@Example.org", password: PASSWORD };
const UNKNOWN = "99999999-0000-4000-8000-000000000000";

describe("an installation without users", () => {
  const fresh = freshDatabase();
  const anonymous = (): Context => ({
    actor: ANONYMOUS,
    db: fresh.db,
    origin: { requestId: null, address: null },
  });

  test("needs a setup, and takes no registrations before", async () => {
    expect(await needsSetup(anonymous())).toBe(true);
    const code = "registration_closed";
    await expect(register(anonymous(), ZOE)).rejects.toMatchObject({ code });
    expect(await needsSetup(anonymous())).toBe(true);
  });

  test("of two setups at once, one makes the only admin and the other is refused", async () => {
    const other = { ...ZOE, email: "other@example.org" };
    const tries = await Promise.allSettled([setUp(anonymous(), ZOE), setUp(anonymous(), other)]);
    const refused = tries.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "already_set_up" } }]);
    const made = [ZOE, other].map(({ email }) => findAccount(anonymous(), email));
    expect((await Promise.all(made)).filter(Boolean)).toMatchObject([{ role: "admin" }]);
    await expect(setUp(anonymous(), ZOE)).rejects.toMatchObject({ code: "already_set_up" });
  });
});

describe("an installation with users", () => {
  const world = testWorld();
  const { as, expectRefusal } = world;
  const anyone = () => as(ANONYMOUS);
  const users = async (query: object = {}) =>
    (await listUsers(as(ADA), userQuery.parse(query))).data.map(({ name }) => name);
  const sessionsOf = async ({ id }: UserActor) =>
    (await selectSessions(world.db.read, id, "")).length;

  test("needs no setup any more", async () => {
    expect(await needsSetup(anyone())).toBe(false);
    await expectRefusal(() => setUp(anyone(), ZOE), { code: "already_set_up" });
  });

  test("a registered person is a user, found by their address in any case", async () => {
    const made = await register(anyone(), ZOE);
    expect(made).toEqual({ id: made.id, email: ZOE.email, name: "Zoë", role: "user" });
    const row = await findAccount(anyone(), " zoe@example.ORG ");
    expect(row).toMatchObject({ id: made.id, disabled: false });
    expect(row?.password_hash).not.toContain(PASSWORD);
    expect(await checkPassword(row?.password_hash ?? "", PASSWORD)).toBe(true);
    const [event] = await world.events();
    expect(event).toMatchObject({ actor: "anonymous", action: "user.create" });
    expect(JSON.stringify(event)).not.toContain(row?.password_hash);
  });

  test("an address is registered once, in whatever case", async () => {
    const again = { ...ZOE, email: BEN.email.toUpperCase() };
    await expectRefusal(() => register(anyone(), again), { code: "email_taken" });
  });

  test("nobody registers while an admin keeps registration closed", async () => {
    expect(await isRegistrationOpen(anyone())).toBe(true);
    await updateSettings(as(ADA), { registration_open: false });
    expect(await isRegistrationOpen(anyone())).toBe(false);
    await expectRefusal(() => register(anyone(), ZOE), { code: "registration_closed" });
  });

  test("users are listed for admins, narrowed and in pages", async () => {
    expect(await users()).toEqual(["Ada", "Ben", "Cleo"]);
    expect(await users({ sort: "-created_at" })).toEqual(["Cleo", "Ben", "Ada"]);
    expect(await users({ role: "admin" })).toEqual(["Ada"]);
    expect(await users({ q: "BEN@" })).toEqual(["Ben"]);
    await patchUser(as(ADA), CLEO.id, { disabled: true });
    expect(await users({ disabled: "true" })).toEqual(["Cleo"]);
    const first = await listUsers(as(ADA), userQuery.parse({ limit: "2" }));
    expect(first).toMatchObject({ total: 3, data: [{ id: ADA.id }, { id: BEN.id }] });
    expect(await users({ limit: "2", cursor: first.next_cursor })).toEqual(["Cleo"]);
  });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a user", BEN, "permission_denied"],
    ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
  ] as const)("%s cannot list or change users, or make links", async (_who, actor, code) => {
    await expectRefusal(() => listUsers(as(actor), userQuery.parse({})), { code });
    await expectRefusal(() => patchUser(as(actor), CLEO.id, { role: "admin" }), { code });
    await expectRefusal(() => makeResetLink(as(actor), CLEO.id), { code });
  });

  test("a user's role and state change, and the audit tells both", async () => {
    await world.confirm(ADA);
    expect(await patchUser(as(ADA), BEN.id, { role: "admin" })).toMatchObject({ role: "admin" });
    expect((await world.events())[0]).toMatchObject({
      action: "user.update",
      target: `user:${BEN.id}`,
      before: { role: "user", disabled: false },
      after: { role: "admin", disabled: false },
    });
    await expectRefusal(() => patchUser(as(ADA), UNKNOWN, {}), { code: "user_not_found" });
  });

  test("a change to the values that a user has already writes nothing", async () => {
    await world.confirm(ADA);
    const before = await world.contents();
    const user = await patchUser(as(ADA), BEN.id, { role: "user", disabled: false });
    expect(user).toMatchObject({ id: BEN.id, role: "user" });
    expect(await world.contents()).toEqual(before);
  });

  test("disabling a user ends their sessions for good", async () => {
    await patchUser(as(ADA), BEN.id, { disabled: true });
    await patchUser(as(ADA), BEN.id, { disabled: true });
    expect(await patchUser(as(ADA), BEN.id, { disabled: false })).toMatchObject({
      disabled: false,
    });
    expect(await sessionsOf(BEN)).toBe(0);
    expect(await sessionsOf(CLEO)).toBe(1);
  });

  test.each([{ role: "user" as const }, { disabled: true }])(
    "the last admin stays: %j is refused until there is another",
    async (patch) => {
      await world.confirm(ADA);
      await expectRefusal(() => patchUser(as(ADA), ADA.id, patch), { code: "last_admin" });
      const other = { ...ADA, id: UNKNOWN, email: "other@example.org" };
      await world.addUser(userRow(other, { disabled: true }));
      await expectRefusal(() => patchUser(as(ADA), ADA.id, patch), { code: "last_admin" });
      await patchUser(as(ADA), BEN.id, { role: "admin" });
      expect(await patchUser(as(ADA), ADA.id, patch)).toMatchObject(patch);
    },
  );

  test("people see who they are, and with which key they came", async () => {
    const { id, email, name, role } = BEN;
    expect(getMe(as(BEN))).toEqual({ id, email, name, role });
    expect(getMe(as(withKey(BEN, "service")))).toMatchObject({ id, key: { scopes: ["service"] } });
    await expectRefusal(() => getMe(anyone()), { code: "unauthenticated" });
    expect(await findAccountById(anyone(), BEN.id)).toMatchObject({ email });
    expect(await findAccountById(anyone(), UNKNOWN)).toBeUndefined();
  });

  test("people change their own name, by which admins then find them", async () => {
    expect(await changeName(as(BEN), "Benedikt Öl")).toEqual({ name: "Benedikt Öl" });
    expect(await users({ q: "öl" })).toEqual(["Benedikt Öl"]);
    expect((await world.events())[0]).toMatchObject({
      action: "user.update",
      before: { name: "Ben" },
      after: { name: "Benedikt Öl" },
    });
  });

  test("ending one's sessions ends all of them, and those of nobody else", async () => {
    await endSessions(as(BEN));
    expect([await sessionsOf(BEN), await sessionsOf(CLEO)]).toEqual([0, 1]);
    expect((await world.events())[0]).toMatchObject({ action: "user.sign_out", actor: BEN.id });
  });

  const change = (actor: UserActor | typeof ANONYMOUS) =>
    changePassword(as(actor), { current_password: PASSWORD, new_password: PASSWORD });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a key with every scope", withKey(ADA, "admin", "write"), "permission_denied"],
    ["a person whose account is gone", { ...BEN, id: UNKNOWN }, "unauthenticated"],
  ] as const)("%s cannot change an account or end its sessions", async (_who, actor, code) => {
    await expectRefusal(() => changeName(as(actor), "Eve"), { code });
    await expectRefusal(() => endSessions(as(actor)), { code });
    await expect(change(actor)).rejects.toMatchObject({ code });
  });

  test("a changed password needs the current one, and ends all sessions", async () => {
    const { id } = await register(anyone(), ZOE);
    const zoe = { ...BEN, id, email: ZOE.email, session: UNKNOWN };
    await withTransaction(world.db, (tx) => insertSession(tx, sessionRow(zoe)));
    const wrong = { current_password: "not the password", new_password: "another password" };
    await expect(changePassword(as(zoe), wrong)).rejects.toMatchObject({
      code: "validation_failed",
      errors: [{ path: "current_password" }],
    });
    expect(await sessionsOf(zoe)).toBe(1);
    await changePassword(as(zoe), { ...wrong, current_password: PASSWORD });
    const row = await findAccountById(anyone(), id);
    expect(await sessionsOf(zoe)).toBe(0);
    expect(await checkPassword(row?.password_hash ?? "", "another password")).toBe(true);
    expect((await world.events())[0]).toMatchObject({ action: "user.password", after: null });
  });
});
