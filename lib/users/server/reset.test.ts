import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { checkPassword } from "@/lib/credentials/server/password";
import { createKey, listKeys, listUserKeys } from "@/lib/keys/server/service";
import { selectSessions } from "@/lib/sessions/server/repository";
import { revokeSession } from "@/lib/sessions/server/service";
import { ADA, BEN, CLEO, setTime, testWorld, userRow, withKey } from "@/lib/testing";
import { endSessions } from "./account-service";
import { makeResetLink, readReset, resetPassword } from "./reset-service";
import { findAccountById, patchUser } from "./service";

const PASSWORD = "correct horse battery staple";
const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const DAY = 24 * 60 * 60 * 1000;

const world = testWorld();
const { as, expectRefusal } = world;
const anyone = () => as(ANONYMOUS);
const later = (ms: number) => setTime(new Date(Date.now() + ms).toISOString());

async function tokenFor(id: string, creator = ADA): Promise<string> {
  return (await makeResetLink(as(creator), id)).path.replace("/reset#", "");
}

const isRefused = (token: string) =>
  expectRefusal(() => resetPassword(anyone(), { token, password: PASSWORD }), {
    code: "reset_not_found",
  });

beforeEach(() => world.confirm(ADA));

describe("a reset link", () => {
  test("sets a password once, ends all sessions, and is kept only as a hash", async () => {
    const token = await tokenFor(BEN.id);
    expect(JSON.stringify(await world.contents())).not.toContain(token);
    expect(await readReset(anyone(), token)).toEqual({ email: BEN.email, invited: false });
    expect(await resetPassword(anyone(), { token, password: PASSWORD })).toEqual({
      email: BEN.email,
    });
    expect(await selectSessions(world.db.read, BEN.id, "")).toEqual([]);
    const row = await findAccountById(anyone(), BEN.id);
    expect(await checkPassword(row?.password_hash ?? "", PASSWORD)).toBe(true);
    await isRefused(token);
    await expectRefusal(() => readReset(anyone(), token), { code: "reset_not_found" });
  });

  test("takes the place of the one before", async () => {
    const [old, recent] = [await tokenFor(BEN.id), await tokenFor(BEN.id)];
    await isRefused(old);
    expect(await readReset(anyone(), recent)).toEqual({ email: BEN.email, invited: false });
  });

  test("is good for 24 hours, and not once the clock is set back", async () => {
    const now = Date.now();
    const token = await tokenFor(BEN.id);
    const at = (ms: number) => setTime(new Date(now + ms).toISOString());
    at(DAY - 5000);
    expect(await readReset(anyone(), token)).toEqual({ email: BEN.email, invited: false });
    for (const ms of [DAY + 5000, 365 * DAY, -365 * DAY]) {
      at(ms);
      await isRefused(token);
    }
  });

  /** Ada makes Cleo an admin, who makes a link for Ben. */
  async function linkOfCleo(): Promise<string> {
    await patchUser(as(ADA), CLEO.id, { role: "admin" });
    await world.confirm(CLEO);
    return tokenFor(BEN.id, { ...CLEO, role: "admin" });
  }

  test.each<[string, () => Promise<unknown>]>([
    ["demoted", () => patchUser(as(ADA), CLEO.id, { role: "user" })],
    ["disabled", () => patchUser(as(ADA), CLEO.id, { disabled: true })],
    ["signed out everywhere", () => endSessions(as(CLEO))],
    [
      "reset",
      async () => resetPassword(anyone(), { token: await tokenFor(CLEO.id), password: PASSWORD }),
    ],
  ])("is void for good once its creator is %s", async (_what, lose) => {
    const token = await linkOfCleo();
    expect(await readReset(anyone(), token)).toEqual({ email: BEN.email, invited: false });
    await lose();
    await isRefused(token);
    await patchUser(as(ADA), CLEO.id, { role: "admin", disabled: false });
    await isRefused(token);
  });

  test("of an older version, which does not tell who created it, is void", async () => {
    const token = await tokenFor(BEN.id);
    await withTransaction(world.db, (tx) =>
      tx.run(sql`UPDATE password_resets SET created_by = NULL`),
    );
    await isRefused(token);
  });

  test("is void though its creator lost the right by no call of ours", async () => {
    const token = await linkOfCleo();
    await withTransaction(world.db, (tx) =>
      tx.run(sql`UPDATE users SET role = 'user' WHERE id = ${CLEO.id}`),
    );
    await isRefused(token);
  });
});

describe("creating a reset link and changing a role", () => {
  const both = async (
    actor: UserActor,
    refusal: { code: "permission_denied" | "password_required" | "unauthenticated" },
  ) => {
    await expectRefusal(() => makeResetLink(as(actor), BEN.id), refusal);
    await expectRefusal(() => patchUser(as(actor), BEN.id, { role: "admin" }), refusal);
  };

  test("is never done with an API key, whatever its scope", async () => {
    const key = withKey(ADA, "admin", "write");
    await both(key, { code: "permission_denied" });
    expect(await patchUser(as(key), BEN.id, { disabled: true })).toMatchObject({ disabled: true });
  });

  test("needs the password of the last 10 minutes, by any setting of the clock", async () => {
    for (const ms of [10 * 60_000 + 1000, 365 * DAY, -365 * DAY]) {
      const time = later(ms);
      await both(ADA, { code: "password_required" });
      time.mockRestore();
    }
    later(10 * 60_000 - 1000);
    await makeResetLink(as(ADA), BEN.id);
  });

  test("needs the password in this session, and not in another one", async () => {
    const other = { ...ADA, session: UNKNOWN };
    await both(other, { code: "unauthenticated" });
  });

  test("fails when the session ends while the call waits for its turn", async () => {
    const ending = revokeSession(as(ADA), ADA.session ?? "");
    const late = makeResetLink(as(ADA), BEN.id);
    await expect(late).rejects.toMatchObject({ code: "unauthenticated" });
    await ending;
  });

  test("fails when the admin is demoted while the call waits for its turn", async () => {
    await world.addUser(userRow({ ...ADA, id: UNKNOWN, email: "other@example.org" }));
    const demoting = patchUser(as(ADA), ADA.id, { role: "user" });
    const late = makeResetLink(as(ADA), BEN.id);
    await expect(late).rejects.toMatchObject({ code: "permission_denied" });
    await demoting;
  });

  test("is for users that there are", async () => {
    const code = "user_not_found";
    await expectRefusal(() => makeResetLink(as(ADA), UNKNOWN), { code });
    await expectRefusal(() => patchUser(as(ADA), UNKNOWN, { role: "user" }), { code });
  });
});

describe("the keys that only admins may have", () => {
  const names = async (id: string) =>
    (await listUserKeys(as(ADA), id)).data.map(({ name }) => name).sort();

  async function giveKeys(): Promise<void> {
    await patchUser(as(ADA), CLEO.id, { role: "admin" });
    const cleo = { ...CLEO, role: "admin" as const };
    for (const scope of ["read", "write", "service", "admin"] as const) {
      await createKey(as(cleo), { name: scope, scopes: [scope], expires_at: null });
    }
  }

  test.each<[string, () => Promise<unknown>]>([
    ["a demotion", () => patchUser(as(ADA), CLEO.id, { role: "user" })],
    [
      "a password reset",
      async () => resetPassword(anyone(), { token: await tokenFor(CLEO.id), password: PASSWORD }),
    ],
  ])("are revoked for good by %s, and the audit tells", async (_what, lose) => {
    await giveKeys();
    await lose();
    expect(await names(CLEO.id)).toEqual(["read", "write"]);
    const revoked = (await world.events()).filter(({ action }) => action === "key.revoke");
    expect(revoked.map(({ before }) => before?.name).sort()).toEqual(["admin", "service"]);
    await patchUser(as(ADA), CLEO.id, { role: "admin" });
    expect((await listKeys(as(CLEO))).data).toHaveLength(2);
  });

  test("stay when an account is disabled and enabled", async () => {
    await giveKeys();
    await patchUser(as(ADA), CLEO.id, { disabled: true });
    await patchUser(as(ADA), CLEO.id, { disabled: false });
    expect(await names(CLEO.id)).toHaveLength(4);
  });
});
