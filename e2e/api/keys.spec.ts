import { expect, test } from "@playwright/test";
import { Client, type Json } from "./client";
import {
  expectFaults,
  expectProblem,
  makeAdmin,
  makeConfirmedAdmin,
  makeKey,
  makeProfile,
  makeUser,
  ok,
  profilePath,
} from "./world";

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

test("a key's secret is shown once, and never again in any answer", async () => {
  const user = await makeUser();
  const input = { name: "  script  ", scopes: ["read"] };
  const { body } = ok(await user.session.post("/api/keys", input), 201);
  expect(body.secret).toMatch(/^mp_[\w-]{43}$/);
  expect(body).toMatchObject({ name: "script", scopes: ["read"], last_used_at: null });
  expect(body.expires_at).toBeNull();
  expect(String(body.secret).startsWith(String(body.prefix))).toBe(true);
  expect(String(body.prefix)).toHaveLength(11);
  const list = ok(await user.session.get("/api/keys"));
  const { secret, ...rest } = body;
  expect(list.body.data).toEqual([rest]);
  expect(list.text).not.toContain(secret);
  const audit = ok(await (await makeAdmin()).session.get(`/api/admin/audit?actor=${user.id}`));
  expect(audit.text).not.toContain(secret);
});

test("/api/me tells the key that was used, and none for a session", async () => {
  const user = await makeUser();
  const key = await makeKey(user, ["read", "write"]);
  const me = ok(await key.client.get("/api/me")).body;
  expect(me).toEqual({
    id: user.id,
    email: user.email,
    name: user.name,
    role: "user",
    key: { id: key.id, name: "test key", scopes: ["read", "write"] },
  });
  expect(ok(await user.session.get("/api/me")).body.key).toBeUndefined();
});

test("keys are listed oldest first, without those that are revoked", async () => {
  const user = await makeUser();
  const [a, b, c] = [
    await makeKey(user, ["read"]),
    await makeKey(user, ["read"]),
    await makeKey(user, ["read"]),
  ];
  ok(await user.session.delete(`/api/keys/${b.id}`), 204);
  const { data } = ok(await user.session.get("/api/keys")).body;
  expect(data.map((key: Json) => String(key.id))).toEqual([a.id, c.id]);
});

test("a revoked key stops with the next request, and can be revoked once", async () => {
  const user = await makeUser();
  const key = await makeKey(user, ["write"]);
  for (let n = 0; n < 5; n += 1) ok(await key.client.get("/api/resolve/primary"));
  ok(await key.client.delete(`/api/keys/${key.id}`), 204);
  for (const path of ["/api/resolve/primary", "/api/me", "/api/models/profiles"]) {
    expectProblem(await key.client.get(path), 401, "unauthenticated");
  }
  expectProblem(await user.session.delete(`/api/keys/${key.id}`), 404, "key_not_found");
});

test("a key works until it expires and not after", async () => {
  const user = await makeUser();
  const key = await makeKey(user, ["read"], soon(1.5));
  ok(await key.client.get("/api/resolve/primary"));
  await expect
    .poll(async () => (await key.client.get("/api/resolve/primary")).status, { intervals: [100] })
    .toBe(401);
  expectProblem(await key.client.get("/api/me"), 401, "unauthenticated");
});

test("an expiry is a time in the future; an offset is taken and told as UTC", async () => {
  const user = await makeUser();
  const make = (expires_at: unknown) =>
    user.session.post("/api/keys", { name: "k", scopes: ["read"], expires_at });
  for (const wrong of [
    soon(-1),
    "2020-01-01T00:00:00Z",
    "tomorrow",
    "2099-02-30T00:00:00Z",
    "9999-12-31T23:59:59-01:00",
    1,
    "",
  ]) {
    const { expires_at } = expectFaults(await make(wrong), "expires_at");
    expect(expires_at.message).toMatch(/ISO 8601|future/);
  }
  const { body } = ok(await make("2099-01-01T02:00:00+02:00"), 201);
  expect(body.expires_at).toBe("2099-01-01T00:00:00.000Z");
});

test("scopes are checked: at least one, known, none twice", async () => {
  const user = await makeUser();
  const make = (scopes: unknown) => user.session.post("/api/keys", { name: "k", scopes });
  expectFaults(await make([]), "scopes");
  expectFaults(await make("read"), "scopes");
  expectFaults(await make(["read", "read"]), "scopes");
  expectFaults(await make(["read", "root", 1]), "scopes.1", "scopes.2");
  const answer = await user.session.post("/api/keys", { scopes: ["read"], name: " ", x: 1 });
  expectFaults(answer, "name", "x");
});

test("only an admin may make a key with service or admin", async () => {
  const user = await makeUser();
  const admin = await makeAdmin();
  for (const scope of ["service", "admin"] as const) {
    const input = { name: "k", scopes: ["read", scope] };
    expectProblem(await user.session.post("/api/keys", input), 403, "permission_denied");
    ok(await admin.session.post("/api/keys", input), 201);
  }
});

test("a key makes no key that may more, or lasts longer, than itself", async () => {
  const admin = await makeAdmin();
  const writer = await makeKey(admin, ["write"], soon(3600));
  const make = (scopes: string[], expires_at: string | null) =>
    writer.client.post("/api/keys", { name: "child", scopes, expires_at });
  for (const scope of ["service", "admin"]) {
    expectProblem(await make([scope], soon(60)), 403, "insufficient_scope");
  }
  expectFaults(await make(["read"], null), "expires_at");
  expectFaults(await make(["read"], soon(7200)), "expires_at");
  ok(await make(["read", "write"], soon(60)), 201);
  const reader = await makeKey(admin, ["read"]);
  const refused = await reader.client.post("/api/keys", { name: "k", scopes: ["read"] });
  expectProblem(refused, 403, "insufficient_scope");
});

test("admin holds write and read; service holds neither; write holds read", async () => {
  const admin = await makeAdmin();
  const [all, service, write] = [
    await makeKey(admin, ["admin"]),
    await makeKey(admin, ["service"]),
    await makeKey(admin, ["write"]),
  ];
  const profile = await makeProfile(all.client);
  ok(await write.client.get(profilePath(String(profile.id))));
  ok(await write.client.delete(profilePath(String(profile.id))));
  expectProblem(await service.client.get("/api/models"), 403, "insufficient_scope");
  expectProblem(await write.client.get("/api/admin/users"), 403, "insufficient_scope");
});

test("when a key was last used is told a moment later", async () => {
  const user = await makeUser();
  const used = await makeKey(user, ["read"]);
  const unused = await makeKey(user, ["read"]);
  const before = new Date().toISOString();
  ok(await used.client.get("/api/me"));
  const lastUse = async (id: string) => {
    const { data } = ok(await user.session.get("/api/keys")).body;
    return data.find((key: Json) => key.id === id).last_used_at as string | null;
  };
  await expect.poll(() => lastUse(used.id)).not.toBeNull();
  expect((await lastUse(used.id)) ?? "").toMatch(/Z$/);
  expect(((await lastUse(used.id)) ?? "") >= before.slice(0, 19)).toBe(true);
  expect(await lastUse(unused.id)).toBeNull();
});

test("the word Bearer is taken in any case, a key inside other text is not", async () => {
  const user = await makeUser();
  const { client } = await makeKey(user, ["read"]);
  const secret = client.key ?? "";
  const status = async (authorization: string) =>
    (await new Client().get("/api/me", { authorization })).status;
  expect(await status(`bearer ${secret}`)).toBe(200);
  expect(await status(`BEARER   ${secret} `)).toBe(200);
  for (const wrong of [
    secret,
    `Bearer ${secret}x`,
    `Bearer ${secret.slice(0, -1)}`,
    `Basic ${secret}`,
  ]) {
    expect(await status(wrong), wrong.slice(0, 12)).toBe(401);
  }
  expect((await new Client().get(`/api/me?key=${secret}`)).status).toBe(401);
});

test("a service key works only as long as its owner is an admin, and is then revoked for good", async () => {
  const admin = await makeConfirmedAdmin();
  const [keeper, user] = [await makeUser("keeper"), await makeUser("served")];
  const promote = async (role: string) =>
    ok(await admin.session.patch(`/api/admin/users/${keeper.id}`, { role }));
  await promote("admin");
  const { client } = await makeKey(keeper, ["service"]);
  const path = `/api/resolve/primary?user_id=${user.id}`;
  ok(await client.get(path));
  for (const role of ["user", "admin", "user"]) {
    await promote(role);
    expectProblem(await client.get(path), 401, "unauthenticated");
  }
});

test.describe("an admin", () => {
  const keysOf = (id: string) => `/api/admin/users/${id}/keys`;

  test("sees any user's keys without their secrets, and revokes them", async () => {
    const [admin, user] = [await makeAdmin(), await makeUser()];
    const [key, other] = [await makeKey(user, ["read"]), await makeKey(user, ["write"])];
    const list = ok(await admin.session.get(keysOf(user.id)));
    expect(list.body).toEqual(ok(await user.session.get("/api/keys")).body);
    ok(await admin.session.delete(`${keysOf(user.id)}/${key.id}`), 204);
    expectProblem(await key.client.get("/api/me"), 401, "unauthenticated");
    ok(await other.client.get("/api/me"));
    const { data } = ok(await admin.session.get(`/api/admin/audit?target=key:${key.id}`)).body;
    expect(data[0]).toMatchObject({ action: "key.revoke", actor: admin.id });
  });

  test("gets 404 for an unknown user, an unknown key and another user's key", async () => {
    const { session } = await makeAdmin();
    const [user, other] = [await makeUser(), await makeUser("other")];
    const key = await makeKey(other, ["read"]);
    expectProblem(await session.get(keysOf("none")), 404, "user_not_found");
    for (const id of ["none", key.id]) {
      const answer = await session.delete(`${keysOf(user.id)}/${id}`);
      expectProblem(answer, 404, "key_not_found");
    }
    ok(await key.client.get("/api/me"));
  });
});
