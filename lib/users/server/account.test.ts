import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { freshDatabase } from "@/db/testing";
import { type Transaction, withTransaction } from "@/db/transaction";
import { ANONYMOUS, type Actor, type UserActor } from "@/lib/actor";
import { checkPassword } from "@/lib/credentials/server/password";
import { withKey } from "@/lib/testing";
import type { Context } from "@/lib/context";
import { userQuery } from "../schema";
import {
  changeName,
  changePassword,
  confirmPassword,
  endSessions,
  openSession,
  requireConfirmedAdmin,
} from "./account-service";
import { makeResetLink, readReset, resetPassword } from "./reset-service";
import { findAccount, foldNames, listUsers, setUp } from "./service";
import { updateUser } from "./repository";
import { listSessions } from "@/lib/sessions/server/service";

const PASSWORD = "the password that was";
const fresh = freshDatabase();

const as = (actor: Actor): Context => ({
  actor,
  db: fresh.db,
  origin: { requestId: null, address: null },
});

/** The first admin, in a browser in which they have just entered their password again. */
async function makeAdmin(name = "Åsa Öberg"): Promise<UserActor> {
  const made = await setUp(as(ANONYMOUS), { name, email: "asa@example.org", password: PASSWORD });
  const account = await findAccount(as(ANONYMOUS), made.email);
  const session = account ? await openSession(as(ANONYMOUS), account, null) : null;
  const admin: UserActor = { kind: "user", groups: [], key: null, session, ...made };
  await confirmPassword(as(admin), { password: PASSWORD });
  return admin;
}

test("a link for a new password is of no use once its user has chosen one themselves", async () => {
  const admin = await makeAdmin();
  const { path: link } = await makeResetLink(as(admin), admin.id);
  const token = link.split("#")[1] ?? "";
  expect(await readReset(as(ANONYMOUS), token)).toMatchObject({ email: admin.email });
  const change = { current_password: PASSWORD, new_password: "a new and long password" };
  await changePassword(as(admin), change);
  const used = resetPassword(as(ANONYMOUS), { token, password: "another's new password" });
  await expect(used).rejects.toMatchObject({ code: "reset_not_found" });
});

test("users are found by their name in any case and script, also those of an older version", async () => {
  const admin = await makeAdmin();
  const found = async (q: string) =>
    (await listUsers(as(admin), userQuery.parse({ q }))).data.map(({ name }) => name);
  for (const words of ["åsa", "ÅSA", "ÖBERG", "asa@EXAMPLE"]) {
    expect(await found(words), words).toEqual(["Åsa Öberg"]);
  }
  await withTransaction(fresh.db, (tx) => tx.run(sql`UPDATE users SET name_key = ''`));
  expect(await found("åsa")).toEqual([]);
  await foldNames(as(admin));
  expect(await found("åsa")).toEqual(["Åsa Öberg"]);
});

/** The admin with a session of its own, in which the password was not entered again. */
async function anotherBrowserOf(admin: UserActor): Promise<UserActor> {
  const account = await findAccount(as(ANONYMOUS), admin.email);
  const session = account ? await openSession(as(ANONYMOUS), account, null) : null;
  return { ...admin, session };
}

const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => withTransaction(fresh.db, work);
const signIn = async (password: string, { email }: UserActor) => {
  const account = await findAccount(as(ANONYMOUS), email);
  return account !== undefined && checkPassword(account.password_hash, password);
};

test("a changed password signs in, the previous one does not, and every session has ended", async () => {
  const admin = await makeAdmin();
  const other = await anotherBrowserOf(admin);
  const new_password = "a new and long password";
  await changePassword(as(admin), { current_password: PASSWORD, new_password });
  expect(await signIn(new_password, admin)).toBe(true);
  expect(await signIn(PASSWORD, admin)).toBe(false);
  for (const session of [admin, other]) expect((await listSessions(as(session))).data).toEqual([]);
});

test("a wrong current password changes nothing and is reported at its field", async () => {
  const admin = await makeAdmin();
  const input = { current_password: "not the password", new_password: "a new and long password" };
  await expect(changePassword(as(admin), input)).rejects.toMatchObject({
    code: "validation_failed",
    errors: [{ path: "current_password", code: "invalid_value" }],
  });
  const confirming = confirmPassword(as(admin), { password: "not the password" });
  await expect(confirming).rejects.toMatchObject({ errors: [{ path: "password" }] });
  expect(await signIn(PASSWORD, admin)).toBe(true);
  expect((await listSessions(as(admin))).data).toHaveLength(1);
});

test("an account that was disabled, or got another password since it was checked, opens no session", async () => {
  const admin = await makeAdmin();
  const checked = await findAccount(as(ANONYMOUS), admin.email);
  if (!checked) throw new Error("there is no account");
  const opened = async (set: Parameters<typeof updateUser>[2]) => {
    await inTransaction((tx) => updateUser(tx, admin.id, set));
    return openSession(as(ANONYMOUS), checked, null);
  };
  expect(await opened({ disabled: true })).toBeNull();
  expect(await opened({ disabled: false, password_hash: "another" })).toBeNull();
  expect(await opened({ password_hash: checked.password_hash })).toEqual(expect.any(String));
});

test("sessions are ended everywhere at once, and the name is found as it was changed", async () => {
  const admin = await makeAdmin();
  const other = await anotherBrowserOf(admin);
  expect(await changeName(as(admin), "Asa Berg")).toEqual({ name: "Asa Berg" });
  const { data } = await listUsers(as(admin), userQuery.parse({ q: "asa berg" }));
  expect(data).toMatchObject([{ id: admin.id, name: "Asa Berg" }]);
  await endSessions(as(other));
  expect((await listSessions(as(admin))).data).toEqual([]);
});

test("what requires a confirmed admin is refused to anyone else", async () => {
  const admin = await makeAdmin();
  const required = (actor: Actor) => inTransaction((tx) => requireConfirmedAdmin(as(actor), tx));
  expect(await required(admin)).toMatchObject({ id: admin.id, role: "admin" });
  const refusals: [Actor, string][] = [
    [ANONYMOUS, "unauthenticated"],
    [{ ...admin, role: "user" }, "permission_denied"],
    [withKey(admin, "admin"), "permission_denied"],
    [await anotherBrowserOf(admin), "password_required"],
    [{ ...admin, session: "99999999-0000-4000-8000-000000000000" }, "unauthenticated"],
  ];
  for (const [actor, code] of refusals) {
    await expect(required(actor), code).rejects.toMatchObject({ code });
  }
  // Their role was taken while the request waited.
  await inTransaction((tx) => updateUser(tx, admin.id, { role: "user" }));
  await expect(required(admin)).rejects.toMatchObject({ code: "permission_denied" });
});
