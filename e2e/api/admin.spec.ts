import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { Client, type Json } from "./client";
import { walk } from "./lists";
import {
  defaultId,
  expectFaults,
  expectProblem,
  makeAccount,
  confirm,
  makeAdmin,
  makeConfirmedAdmin,
  makeKey,
  makeProfile,
  makeUser,
  makeWriter,
  ok,
  PAINTER,
  profilePath,
  type User,
} from "./world";

const path = (id: string) => `/api/admin/users/${id}`;

async function promoted(who: string): Promise<User> {
  const { session } = await makeConfirmedAdmin();
  const user = await makeUser(who);
  ok(await session.patch(path(user.id), { role: "admin" }));
  return user;
}

test.describe("users", () => {
  test("are listed oldest first, page by page, and found by name, address and role", async () => {
    const { session } = await makeAdmin();
    const account = await makeAccount("findme");
    const rows = await walk(session, "/api/admin/users?limit=200", 7);
    const times = rows.map((row) => String(row.created_at));
    expect(times).toEqual([...times].sort());
    expect(new Set(rows.map((row) => String(row.id))).size).toBe(rows.length);
    const found = async (query: string) =>
      ok(await session.get(`/api/admin/users?${query}`)).body.data as Json[];
    const address = encodeURIComponent(account.email.toUpperCase());
    expect((await found(`q=${address}`)).map((row) => String(row.id))).toEqual([account.id]);
    expect(await found(`q=${address}&role=admin`)).toEqual([]);
    expect(await found("q=%25%25%25")).toEqual([]);
    expect(await found("q=%00")).toEqual([]);
    expect((await found("role=admin&limit=200")).every((row) => row.role === "admin")).toBe(true);
  });

  test("a listed user has no password in any form", async () => {
    const { session } = await makeAdmin();
    const { data } = ok(await session.get("/api/admin/users?limit=1")).body;
    expect(Object.keys(data[0] as object).sort()).toEqual(
      ["id", "email", "name", "role", "disabled", "invited", "created_at", "updated_at"].sort(),
    );
    const { id } = await makeAccount();
    expect(ok(await session.patch(path(id), {})).text).not.toMatch(/argon|hash|epoch/);
  });

  test("a new role is in force with the next request, both ways", async () => {
    const { session } = await makeConfirmedAdmin();
    const user = await promoted("promoted");
    const key = await makeKey(user, ["admin"]);
    ok(await user.session.get("/api/admin/users?limit=1"));
    ok(await key.client.get("/api/admin/users?limit=1"));
    ok(await session.patch(path(user.id), { role: "user" }));
    expectProblem(await user.session.get("/api/admin/users?limit=1"), 403, "permission_denied");
    const answer = await user.session.patch(profilePath(defaultId(9)), {});
    expectProblem(answer, 403, "permission_denied");
    // A key with this scope is revoked for good.
    expectProblem(await key.client.get("/api/me"), 401, "unauthenticated");
    ok(await session.patch(path(user.id), { role: "admin" }));
    expectProblem(await key.client.get("/api/me"), 401, "unauthenticated");
    ok(await session.patch(path(user.id), { role: "user" }));
  });

  test("a user that is none, a field that is none and a wrong value are refused", async () => {
    const { session } = await makeAdmin();
    const { id } = await makeAccount();
    for (const none of [randomUUID(), "none", "system", "%00"]) {
      expectProblem(await session.patch(path(none), {}), 404, "user_not_found");
    }
    expectFaults(await session.patch(path(id), { role: "root", disabled: 1 }), "role", "disabled");
    expectFaults(
      await session.patch(path(id), { email: "x@y", password_hash: "" }),
      "email",
      "password_hash",
    );
    expectFaults(await session.patch(path(id), { role: null }), "role");
  });

  test("the last admin cannot be demoted or disabled, nor can the last two at once", async () => {
    const first = await makeConfirmedAdmin();
    const others = ok(await first.session.get("/api/admin/users?role=admin&limit=200")).body.data;
    for (const other of others as Json[]) {
      if (other.id !== first.id)
        await first.session.patch(path(String(other.id)), { role: "user" });
    }
    for (const patch of [{ role: "user" }, { disabled: true }, { role: "user", disabled: true }]) {
      expectProblem(await first.session.patch(path(first.id), patch), 409, "last_admin");
    }
    for (let round = 0; round < 5; round += 1) {
      const second = await promoted(`second${round}`);
      await confirm(second);
      const answers = await Promise.all([
        first.session.patch(path(second.id), { role: "user" }),
        second.session.patch(path(first.id), round % 2 ? { disabled: true } : { role: "user" }),
      ]);
      const codes = answers.map(({ status, body }) =>
        status === 200 ? "done" : String(body.code),
      );
      // Whoever comes second is no admin any more, or is the last.
      expect(codes.filter((code) => code === "done")).toHaveLength(1);
      expect(["last_admin", "permission_denied", "unauthenticated"]).toContain(
        codes.find((code) => code !== "done"),
      );
      if (codes[0] === "done") continue;
      const again = { role: "admin", disabled: false };
      ok(await second.session.patch(path(first.id), again));
      // Disabling has ended the sessions for good.
      await first.session.signIn(first.email, first.password);
      await confirm(first);
      ok(await first.session.patch(path(second.id), { role: "user" }));
    }
    expect(ok(await first.session.get("/api/admin/users?role=admin")).body.total).toBe(1);
  });
});

test.describe("audit", () => {
  test("every change tells who, what, when and from where, with what changed", async () => {
    const { session } = await makeAdmin();
    const user = await makeWriter();
    const audit = `/api/admin/audit?actor=${user.id}`;
    const before: Json[] = ok(await session.get(audit)).body.data;
    const known = before.map(({ id }) => String(id));
    const { id } = await makeProfile(user.client, { parameters: { temperature: 0 } });
    const answer = await user.client.patch(profilePath(String(id)), { parameters: { top_k: 5 } });
    ok(await user.client.patch("/api/config", { model_profiles: { primary_profile_id: id } }));
    ok(await user.client.delete(profilePath(String(id))));
    const after: Json[] = ok(await session.get(audit)).body.data;
    const data = after.filter((row) => !known.includes(String(row.id)));
    expect(data.map(({ action }) => String(action)).sort()).toEqual(
      [
        "profile.create",
        "profile.update",
        "config.update",
        "assignment.revert",
        "profile.delete",
      ].sort(),
    );
    const update = data.find(({ action }) => action === "profile.update") ?? {};
    expect(update).toMatchObject({
      actor: user.id,
      target: `profile:${String(id)}`,
      after: { "parameters.top_k": 5 },
      address: user.client.address,
      request_id: answer.headers.get("x-request-id"),
    });
    expect(update.key_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("it is paged and filtered by actor, action, target and time", async () => {
    const { session } = await makeAdmin();
    const user = await makeWriter();
    const { id } = await makeProfile(user.client);
    for (let n = 0; n < 8; n += 1) {
      ok(await user.client.patch(profilePath(String(id)), { description: `${n}` }));
    }
    const target = encodeURIComponent(`profile:${String(id)}`);
    const rows = await walk(session, `/api/admin/audit?target=${target}`, 3);
    expect(rows).toHaveLength(9);
    const times = rows.map((row) => String(row.created_at));
    expect(times).toEqual([...times].sort().reverse());
    const total = async (query: string) =>
      Number(ok(await session.get(`/api/admin/audit?${query}`)).body.total);
    expect(await total(`actor=${user.id}&action=profile.update`)).toBe(8);
    expect(await total(`actor=${user.id}&action=none`)).toBe(0);
    expect(await total("since=2999-01-01T00:00:00Z")).toBe(0);
    expect(await total(`actor=${user.id}&since=2020-01-01T02:00:00%2B02:00`)).toBe(10);
    const wrong = await session.get("/api/admin/audit?since=yesterday");
    expectProblem(wrong, 400, "invalid_query");
  });

  test("a refused change leaves no trace of being done", async () => {
    const { session } = await makeAdmin();
    const user = await makeWriter();
    const { id } = await makeProfile(user.client);
    await user.client.patch(profilePath(String(id)), { type: 99 });
    await user.client.patch(profilePath(String(id)), {}, { "if-match": '"9"' });
    await new Client().patch(profilePath(String(id)), {});
    const target = encodeURIComponent(`profile:${String(id)}`);
    expect(ok(await session.get(`/api/admin/audit?target=${target}`)).body.total).toBe(1);
  });

  test("of a user's profile it tells that a text changed, not the text", async () => {
    const { session } = await makeAdmin();
    const user = await makeWriter();
    const texts = { system_prompt: "my own secret", description: "for me alone" };
    const image_settings = { negative_prompt: "a secret too", width: 512 };
    const picture = { type: 17, model_name: PAINTER, image_settings };
    const { id } = await makeProfile(user.client, { ...texts, ...picture });
    ok(await user.client.patch(profilePath(String(id)), { system_prompt: "my other secret" }));
    ok(await user.client.delete(profilePath(String(id))));
    const target = encodeURIComponent(`profile:${String(id)}`);
    const answer = ok(await session.get(`/api/admin/audit?target=${target}`));
    expect(answer.body.total).toBe(3);
    expect(answer.text).not.toMatch(/secret|for me alone/);
    const kept = { width: 512, negative_prompt: { characters: 12 } };
    expect(answer.body.data[0].before.image_settings).toEqual(kept);
    expect(answer.body.data[1]).toMatchObject({
      action: "profile.update",
      before: { system_prompt: { characters: 13 } },
      after: { system_prompt: { characters: 15 } },
    });
  });

  test("passwords and secrets are in no event", async () => {
    const { session } = await makeAdmin();
    const user = await makeWriter();
    const { text } = ok(await session.get(`/api/admin/audit?target=user:${user.id}`));
    expect(text).toContain("user.create");
    const all = ok(await session.get(`/api/admin/audit?actor=${user.id}&limit=200`)).text + text;
    expect(all).not.toContain(user.password);
    expect(all).not.toMatch(/\$argon2|mp_[\w-]{20}/);
  });
});

test("settings: what is no setting or no boolean is a fault", async () => {
  const { session } = await makeAdmin();
  expectFaults(await session.patch("/api/admin/settings", { open: true }), "open");
  const wrong = { registration_open: "false" };
  expectFaults(await session.patch("/api/admin/settings", wrong), "registration_open");
  expect(ok(await session.patch("/api/admin/settings", {})).body.registration_open).toBe(true);
});
