import { beforeEach, describe, expect, test } from "vitest";
import { ANONYMOUS, type UserActor } from "@/lib/actor";
import { checkPassword } from "@/lib/credentials/server/password";
import { signInWithPassword } from "@/lib/auth/server/session";
import { updateSettings } from "@/lib/settings/server/service";
import { ADA, BEN, CLEO, setTime, testWorld, withKey } from "@/lib/testing";
import { type InviteInput, userQuery } from "../schema";
import { inviteUser, withdrawInvitation } from "./invite-service";
import { makeResetLink, readReset, resetPassword } from "./reset-service";
import { findAccountById, listUsers, patchUser, register } from "./service";

const PASSWORD = "correct horse battery staple";
const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const DAY = 24 * 60 * 60 * 1000;
const GRACE: InviteInput = { name: "Grace", email: "Grace@Example.org", role: "user" };

const world = testWorld();
const { as, expectRefusal } = world;
const anyone = () => as(ANONYMOUS);

/** Ada invites someone; their id and the secret of their link. */
async function invite(input: Partial<InviteInput> = {}, admin = ADA) {
  const { id, link } = await inviteUser(as(admin), { ...GRACE, ...input });
  return { id, token: link.path.replace("/reset#", "") };
}
const isRefused = (token: string) =>
  expectRefusal(() => resetPassword(anyone(), { token, password: PASSWORD }), {
    code: "reset_not_found",
  });
const isInvited = async (id: string) => {
  const { data } = await listUsers(as(ADA), userQuery.parse({}));
  return data.find((user) => user.id === id)?.invited;
};

const listedNames = async (query: Record<string, string>) => {
  const { data } = await listUsers(as(ADA), userQuery.parse(query));
  return data.map(({ name }) => name);
};

beforeEach(() => world.confirm(ADA));

describe("an invitation", () => {
  test("creates an account without a password, whose user sets one by the link, once", async () => {
    const { id, token } = await invite();
    expect(await isInvited(id)).toBe(true);
    expect(await isInvited(BEN.id)).toBe(false);
    expect(await listedNames({ invited: "true" })).toEqual(["Grace"]);
    expect(await listedNames({ invited: "false" })).not.toContain("Grace");
    expect(await readReset(anyone(), token)).toEqual({ email: GRACE.email, invited: true });
    expect(await resetPassword(anyone(), { token, password: PASSWORD })).toEqual({
      email: GRACE.email,
    });
    expect(await isInvited(id)).toBe(false);
    const row = await findAccountById(anyone(), id);
    expect(await checkPassword(row?.password_hash ?? "", PASSWORD)).toBe(true);
    await isRefused(token);
  });

  test("is recorded with who invited whom, and its secret is stored only as a hash", async () => {
    const { id, token } = await invite({ role: "admin" });
    const [event] = await world.events();
    expect(event).toMatchObject({
      actor: ADA.id,
      action: "user.invite",
      target: `user:${id}`,
      after: { name: "Grace", email: GRACE.email, role: "admin" },
    });
    expect(JSON.stringify(await world.contents())).not.toContain(token);
  });

  test("works while registration is closed", async () => {
    await updateSettings(as(ADA), { registration_open: false });
    const { token } = await invite();
    await resetPassword(anyone(), { token, password: PASSWORD });
  });

  test("is valid for 7 days, and not once the clock is set back", async () => {
    const now = Date.now();
    const { token } = await invite();
    const at = (ms: number) => setTime(new Date(now + ms).toISOString());
    at(7 * DAY - 5000);
    expect(await readReset(anyone(), token)).toMatchObject({ invited: true });
    for (const ms of [7 * DAY + 5000, 365 * DAY, -365 * DAY]) {
      at(ms);
      await isRefused(token);
    }
  });

  test("gets a new link, which replaces the earlier one and is valid for 7 days too", async () => {
    const { id, token } = await invite();
    const { path, expires_at } = await makeResetLink(as(ADA), id);
    await isRefused(token);
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(7 * DAY - 60_000);
    await resetPassword(anyone(), { token: path.replace("/reset#", ""), password: PASSWORD });
    // Once the password is set, a link is an ordinary one.
    const later = await makeResetLink(as(ADA), id);
    expect(Date.parse(later.expires_at) - Date.now()).toBeLessThan(DAY + 60_000);
  });

  test("is void once its creator is demoted, until an admin creates a new link", async () => {
    await patchUser(as(ADA), CLEO.id, { role: "admin" });
    await world.confirm(CLEO);
    const { id, token } = await invite({}, { ...CLEO, role: "admin" });
    await patchUser(as(ADA), CLEO.id, { role: "user" });
    await isRefused(token);
    const { path } = await makeResetLink(as(ADA), id);
    await resetPassword(anyone(), { token: path.replace("/reset#", ""), password: PASSWORD });
  });

  test("lets nobody sign in before the password is set, with whatever password", async () => {
    await invite();
    for (const password of ["", " ", "none", PASSWORD]) {
      expect(await signInWithPassword(anyone(), { email: GRACE.email, password }, null)).toBe(null);
    }
  });

  test("takes its email address: nobody is invited or registers with it again", async () => {
    await invite();
    const code = "email_taken";
    const email = "grace@example.org";
    await expectRefusal(() => inviteUser(as(ADA), { ...GRACE, email }), { code });
    await expectRefusal(() => inviteUser(as(ADA), { ...GRACE, email: BEN.email }), { code });
    const registering = { name: "Grace", email, password: PASSWORD };
    await expectRefusal(() => register(anyone(), registering), { code });
  });

  test("of the same address by two calls at once creates one account", async () => {
    const tries = await Promise.allSettled([invite(), invite({ email: "grace@example.org" })]);
    const refused = tries.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "email_taken" } }]);
  });

  test("of an admin does not count as the admin who must remain", async () => {
    await invite({ role: "admin" });
    const code = "last_admin";
    await expectRefusal(() => patchUser(as(ADA), ADA.id, { role: "user" }), { code });
    await expectRefusal(() => patchUser(as(ADA), ADA.id, { disabled: true }), { code });
  });
});

describe("withdrawing an invitation", () => {
  test("deletes the account and its link, frees the address and is recorded", async () => {
    const { id, token } = await invite();
    await withdrawInvitation(as(withKey(ADA, "admin")), id);
    await isRefused(token);
    expect(await findAccountById(anyone(), id)).toBeUndefined();
    expect((await world.events())[0]).toMatchObject({
      actor: ADA.id,
      action: "user.withdraw",
      target: `user:${id}`,
      before: { name: "Grace", email: GRACE.email, role: "user" },
    });
    await invite();
  });

  test("is refused once the password is set, and for unknown users", async () => {
    const { id, token } = await invite();
    await resetPassword(anyone(), { token, password: PASSWORD });
    const code = "invitation_used";
    for (const used of [id, BEN.id, ADA.id]) {
      await expectRefusal(() => withdrawInvitation(as(ADA), used), { code });
    }
    await expectRefusal(() => withdrawInvitation(as(ADA), UNKNOWN), { code: "user_not_found" });
  });

  test("at the same time as the password is set: one of both happens, never half of each", async () => {
    const { id, token } = await invite();
    const [set, withdrawn] = await Promise.allSettled([
      resetPassword(anyone(), { token, password: PASSWORD }),
      withdrawInvitation(as(ADA), id),
    ]);
    expect([set.status, withdrawn.status].sort()).toEqual(["fulfilled", "rejected"]);
    const exists = (await findAccountById(anyone(), id)) !== undefined;
    expect(exists).toBe(set.status === "fulfilled");
  });
});

describe("who may invite", () => {
  test.each<[string, UserActor | typeof ANONYMOUS, "unauthenticated" | "permission_denied"]>([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a user", BEN, "permission_denied"],
    ["an admin's key, whatever its scope", withKey(ADA, "admin", "write"), "permission_denied"],
  ])("%s cannot", async (_who, actor, code) => {
    await expectRefusal(() => inviteUser(as(actor), GRACE), { code });
  });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a user", BEN, "permission_denied"],
    ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
  ] as const)("%s cannot withdraw either", async (_who, actor, code) => {
    const { id } = await invite();
    await expectRefusal(() => withdrawInvitation(as(actor), id), { code });
  });

  test("an admin cannot without the password of the last 10 minutes", async () => {
    setTime(new Date(Date.now() + 10 * 60_000 + 1000).toISOString());
    await expectRefusal(() => inviteUser(as(ADA), GRACE), { code: "password_required" });
  });
});
