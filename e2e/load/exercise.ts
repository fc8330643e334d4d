import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { Client } from "../api/client";
import {
  CODER,
  defaultId,
  expectProblem,
  MODEL,
  ok,
  profileInput,
  profilePath,
  uniqueEmail,
} from "../api/world";
import { createProfile, openAccount, revisionsOf } from "./people";

const PROFILES = "/api/models/profiles";

/** Accounts, sign-in and keys; gives a client that may write. */
async function exerciseAccounts(origin: string): Promise<Client> {
  // The first one of all is the admin; the one after it is a user like any other.
  await openAccount(origin);
  const { session, id, ...account } = await openAccount(origin);
  expect(ok(await session.get("/api/me")).body).toMatchObject({ id, email: account.email });
  const nobody = new Client(null, origin);
  expectProblem(await nobody.post("/api/setup", account), 409, "already_set_up");
  expectProblem(await nobody.post("/api/register", account), 409, "email_taken");
  const twice = { ...account, email: uniqueEmail("race") };
  const race = await Promise.all([1, 2, 3].map(() => nobody.post("/api/register", twice)));
  expect(race.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  const wrong = new Client(null, origin);
  await wrong.signIn(account.email, "not the password at all");
  expectProblem(await wrong.get("/api/me"), 401, "unauthenticated");
  const made = ok(await session.post("/api/keys", { name: "one", scopes: ["write"] }), 201).body;
  const revoked = ok(await session.post("/api/keys", { name: "two", scopes: ["read"] }), 201).body;
  const other = new Client(String(revoked.secret), origin);
  ok(await other.get("/api/me"));
  expectProblem(await other.post(PROFILES, profileInput()), 403, "insufficient_scope");
  ok(await session.delete(`/api/keys/${revoked.id}`), 204);
  expectProblem(await other.get("/api/me"), 401, "unauthenticated");
  return new Client(String(made.secret), origin);
}

/** Profiles: made, read, replaced, patched, listed, restored, copied. */
async function exerciseProfiles(client: Client): Promise<void> {
  const name = `Exercised ${randomUUID()}`;
  const made = ok(await client.post(PROFILES, profileInput({ name })), 201);
  const path = profilePath(String(made.body.id));
  expect(made.headers.get("location")).toContain(path);
  expect(made.headers.get("etag")).toBe('"1"');
  const twin = { ...profileInput(), name: name.toUpperCase() };
  expectProblem(await client.post(PROFILES, twin), 409, "name_taken");
  const same = { ...profileInput(), name: `Race ${randomUUID()}` };
  const race = await Promise.all([1, 2, 3, 4].map(() => client.post(PROFILES, same)));
  expect(race.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
  expect((await client.get(path, { "If-None-Match": '"1"' })).status).toBe(304);
  const parameters = { temperature: 0, top_k: 7 };
  const patched = await client.patch(path, { parameters }, { "If-Match": '"1"' });
  expect(ok(patched).body).toMatchObject({ revision: 2, parameters });
  const late = await client.patch(path, { description: "late" }, { "If-Match": '"1"' });
  expect(expectProblem(late, 412, "revision_mismatch").current_revision).toBe(2);
  expectProblem(
    await client.patch(path, { parameters: { temperature: 9 } }),
    422,
    "validation_failed",
  );
  const replaced = await client.put(path, profileInput({ name, model_name: CODER }));
  expect(ok(replaced).body).toMatchObject({ revision: 3, parameters: {}, model_name: CODER });
  const restored = ok(await client.post(`${path}/revisions/2/restore`)).body;
  expect(restored).toMatchObject({ revision: 4, parameters, model_name: MODEL });
  expect(await revisionsOf(client, String(made.body.id))).toEqual([4, 3, 2, 1]);
  const copy = ok(await client.post(`${path}/duplicate`), 201).body;
  expect(copy).toMatchObject({ revision: 1, parameters });
  const listed = ok(await client.get(`${PROFILES}?owner=me&q=${encodeURIComponent(name)}`)).body;
  expect(listed.total).toBe(2);
  ok(await client.delete(path));
  expectProblem(await client.get(path), 404, "profile_not_found");
  expectProblem(await client.patch(profilePath(defaultId(1)), { name }), 403, "permission_denied");
}

/** Assignments and what is in force; a base that is deleted leaves its children their values. */
async function exerciseResolution(client: Client): Promise<void> {
  const base = await createProfile(client, { parameters: { temperature: 0.125, top_k: 3 } });
  const child = await createProfile(client, {
    base_profile_id: base.id,
    parameters: { top_k: 4 },
  });
  const model_profiles = { primary_profile_id: child.id, key_points_profile_id: base.id };
  const config = ok(await client.patch("/api/config", { model_profiles })).body;
  expect(config.model_profiles).toMatchObject(model_profiles);
  expect([...config.overrides].sort()).toEqual(["key_points", "primary"]);
  const effective = { temperature: 0.125, top_k: 4 };
  const before = ok(await client.get("/api/resolve/primary")).body;
  expect(before).toMatchObject({ source: "user", effective: { parameters: effective } });
  const deleted = ok(await client.delete(profilePath(String(base.id)))).body;
  expect(deleted).toMatchObject({ reverted_tasks: ["key_points"], rebased_profiles: [child.id] });
  const after = ok(await client.get("/api/resolve/primary")).body;
  expect(after.effective).toEqual(before.effective);
  expect(after.profile).toMatchObject({ base_profile_id: null, parameters: effective });
  const all = ok(await client.get("/api/resolve")).body.data;
  expect(all[4]).toMatchObject({ source: "system", profile: { id: defaultId(5) } });
  ok(await client.put("/api/config", { model_profiles: {} }));
  expect(ok(await client.get("/api/config")).body.overrides).toEqual([]);
}

/** A pass through the whole interface on a server, whatever database stands behind it. */
export async function exerciseApi(origin: string): Promise<Client> {
  const client = await exerciseAccounts(origin);
  await exerciseProfiles(client);
  await exerciseResolution(client);
  return client;
}
