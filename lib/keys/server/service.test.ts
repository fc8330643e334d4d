import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS, type Scope, type UserActor } from "@/lib/actor";
import { hashSecret } from "@/lib/credentials/server/password";
import { ADA, BEN, CLEO, setTime, testWorld, withKey } from "@/lib/testing";
import { keyInput } from "../schema";
import {
  createKey,
  findByHash,
  flushKeyUses,
  listKeys,
  listUserKeys,
  noteKeyUse,
  revokeAdminKeys,
  revokeKey,
  revokeUserKey,
} from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

const input = (scopes: Scope[], name = "one", expires_at: string | null = null) =>
  keyInput.parse({ name, scopes, expires_at });
const names = async (owner: UserActor) => (await listKeys(as(owner))).data.map(({ name }) => name);

/** A person who comes with a key that is in the database. */
async function keyOf(owner: UserActor, scopes: Scope[], expires_at: string | null = null) {
  const { id, name } = await createKey(as(owner), input(scopes, "caller", expires_at));
  return { ...owner, key: { id, name, scopes, expires_at } };
}

test("a key that is revoked while its call waits for its turn makes no other", async () => {
  const byKey = await keyOf(BEN, ["write"]);
  await createKey(as(byKey), input(["write"], "in time"));
  const revoking = revokeKey(as(BEN), byKey.key.id);
  const late = createKey(as(byKey), input(["write"], "too late"));
  await expect(late).rejects.toMatchObject({ code: "unauthenticated" });
  await revoking;
  expect(await names(BEN)).toEqual(["in time"]);
});

test("a new key's secret is in its answer alone; the database keeps a hash", async () => {
  const { secret, ...key } = await createKey(as(BEN), input(["read", "write"]));
  expect(secret).toMatch(/^mp_[\w-]{43}$/);
  expect(key.prefix).toBe(secret.slice(0, 11));
  expect(JSON.stringify(await world.contents())).not.toContain(secret);
  const found = await findByHash(as(ANONYMOUS), hashSecret(secret));
  expect(found).toMatchObject({
    key: { id: key.id, scopes: ["read", "write"], revoked_at: null },
    owner: { id: BEN.id, role: "user", disabled: false },
  });
  expect((await world.events())[0]).toMatchObject({
    action: "key.create",
    target: `key:${key.id}`,
    after: { name: "one", scopes: ["read", "write"], expires_at: null },
  });
});

test("people list their own keys alone, oldest first", async () => {
  setTime("2026-03-01T00:00:00.000Z");
  await createKey(as(BEN), input(["read"], "older"));
  setTime("2026-03-02T00:00:00.000Z");
  await createKey(as(BEN), input(["read"], "newer"));
  await createKey(as(CLEO), input(["read"], "Cleo's"));
  expect(await names(BEN)).toEqual(["older", "newer"]);
  expect(await names(ADA)).toEqual([]);
});

test("a revoked key is not listed any more, and is found as revoked", async () => {
  setTime("2026-03-01T00:00:00.000Z");
  const { id, secret } = await createKey(as(BEN), input(["read"]));
  await revokeKey(as(BEN), id);
  expect(await names(BEN)).toEqual([]);
  const found = await findByHash(as(ANONYMOUS), hashSecret(secret));
  expect(found?.key.revoked_at).toBe("2026-03-01T00:00:00.000Z");
  expect((await world.events())[0]).toMatchObject({
    action: "key.revoke",
    before: { name: "one" },
  });
  await expectRefusal(() => revokeKey(as(BEN), id), { code: "key_not_found" });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated", "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope", "insufficient_scope"],
  ["another user", CLEO, "key_not_found", null],
  ["an admin", ADA, "key_not_found", null],
] as const)("%s cannot revoke a user's key", async (_who, actor, revoking, creating) => {
  const { id } = await createKey(as(BEN), input(["read"]));
  await expectRefusal(() => revokeKey(as(actor), id), { code: revoking });
  if (creating === null) return;
  await expectRefusal(() => createKey(as(actor), input(["read"])), { code: creating });
});

test("keys are listed only for callers who may read", async () => {
  await expectRefusal(() => listKeys(as(ANONYMOUS)), { code: "unauthenticated" });
  const call = () => listKeys(as(withKey(ADA, "service")));
  await expectRefusal(call, { code: "insufficient_scope" });
});

test.each<[Scope]>([["admin"], ["service"]])(
  "only an admin makes a key with scope %s",
  async (scope) => {
    const call = () => createKey(as(BEN), input(["read", scope]));
    await expectRefusal(call, { code: "permission_denied" });
    expect(await createKey(as(ADA), input(["read", scope]))).toMatchObject({
      scopes: ["read", scope],
    });
  },
);

test("a key gives away only scopes that it has, or that they contain", async () => {
  const writer = await keyOf(ADA, ["write"]);
  for (const scope of ["admin", "service"] as const) {
    const call = () => createKey(as(writer), input([scope]));
    await expectRefusal(call, { code: "insufficient_scope" });
  }
  expect(await createKey(as(writer), input(["read"]))).toMatchObject({ scopes: ["read"] });
  const admin = await keyOf(ADA, ["admin"]);
  const call = () => createKey(as(admin), input(["service"]));
  await expectRefusal(call, { code: "insufficient_scope" });
});

test("a key expires in the future, and not after the key that makes it", async () => {
  setTime("2026-03-01T00:00:00.000Z");
  const refusal = {
    code: "validation_failed",
    errors: [{ path: "expires_at", code: "out_of_range" }],
  } as const;
  const past = () => createKey(as(BEN), input(["read"], "past", "2026-03-01T00:00:00Z"));
  await expectRefusal(past, refusal);
  const limited = await keyOf(BEN, ["write"], "2026-04-01T00:00:00.000Z");
  for (const expires_at of [null, "2026-04-01T00:00:00.001Z"]) {
    const call = () => createKey(as(limited), input(["read"], "later", expires_at));
    await expectRefusal(call, refusal);
  }
  const made = await createKey(as(limited), input(["read"], "in time", "2026-04-01T00:00:00Z"));
  expect(made.expires_at).toBe("2026-04-01T00:00:00.000Z");
});

test("an admin lists and revokes a user's keys, which the audit tells", async () => {
  const { id } = await createKey(as(BEN), input(["read"]));
  expect((await listUserKeys(as(ADA), BEN.id)).data).toMatchObject([{ id, name: "one" }]);
  await expectRefusal(() => revokeUserKey(as(ADA), CLEO.id, id), { code: "key_not_found" });
  await revokeUserKey(as(ADA), BEN.id, id);
  expect((await listUserKeys(as(ADA), BEN.id)).data).toEqual([]);
  expect((await world.events())[0]).toMatchObject({
    actor: ADA.id,
    action: "key.revoke",
    target: `key:${id}`,
  });
  await expectRefusal(() => listUserKeys(as(ADA), "99999999-0000-4000-8000-000000000000"), {
    code: "user_not_found",
  });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["their owner", BEN, "permission_denied"],
  ["an admin's key without the scope", withKey(ADA, "write"), "insufficient_scope"],
] as const)("%s cannot list or revoke keys as an admin", async (_who, actor, code) => {
  const { id } = await createKey(as(BEN), input(["read"]));
  await expectRefusal(() => listUserKeys(as(actor), BEN.id), { code });
  await expectRefusal(() => revokeUserKey(as(actor), BEN.id, id), { code });
});

test("who is no admin any more loses the keys that only an admin may give, and keeps the others", async () => {
  await createKey(as(ADA), input(["read"], "reads"));
  await createKey(as(ADA), input(["read", "admin"], "administers"));
  await createKey(as(ADA), input(["service"], "serves"));
  await createKey(as(BEN), input(["read"], "Ben's"));
  await withTransaction(world.db, (tx) => revokeAdminKeys(as(ADA), tx, ADA.id));
  expect([await names(ADA), await names(BEN)]).toEqual([["reads"], ["Ben's"]]);
});

test("the last use of a key is noted once a minute", async () => {
  const { id } = await createKey(as(BEN), input(["read"]));
  const lastUse = async () => (await listKeys(as(BEN))).data[0]?.last_used_at;
  const useAt = async (time: string) => {
    setTime(time);
    noteKeyUse(as(BEN), id);
    await flushKeyUses(as(BEN));
  };
  expect(await lastUse()).toBeNull();
  await useAt("2030-03-01T00:00:00.000Z");
  await useAt("2030-03-01T00:00:59.000Z");
  expect(await lastUse()).toBe("2030-03-01T00:00:00.000Z");
  await useAt("2030-03-01T00:01:00.000Z");
  expect(await lastUse()).toBe("2030-03-01T00:01:00.000Z");
});
