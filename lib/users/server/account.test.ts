import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { freshDatabase } from "@/db/testing";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type Actor, type UserActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { userQuery } from "../schema";
import { changePassword, confirmPassword, openSession } from "./account-service";
import { makeResetLink, readReset, resetPassword } from "./reset-service";
import { findAccount, foldNames, listUsers, setUp } from "./service";

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
