import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { Answer, Client } from "./client";
import {
  assign,
  CODER,
  expectFaults,
  makeAdmin,
  makeKey,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  profileInput,
  profilePath,
  resolved,
} from "./world";

/** All of an answer that a stranger sees, the id they asked for and the request's own marks aside. */
function seen(answer: Answer, id: string) {
  const marks = ["date", "x-request-id"];
  const headers = [...answer.headers].filter(([name]) => !marks.includes(name));
  const text = answer.text.replaceAll(id, "ID").replace(/"request_id":"[^"]*"/, "");
  return { status: answer.status, headers, text };
}

/** Every call that names a profile, by path or in its body. */
const CALLS: readonly [string, (id: string) => [string, string, unknown?]][] = [
  ["read", (id) => ["GET", profilePath(id)]],
  ["head", (id) => ["HEAD", profilePath(id)]],
  ["replace", (id) => ["PUT", profilePath(id), profileInput({ name: "Mine" })]],
  ["replace by nonsense", (id) => ["PUT", profilePath(id), { temperature: 9 }]],
  ["patch", (id) => ["PATCH", profilePath(id), { description: "x" }]],
  ["patch by nonsense", (id) => ["PATCH", profilePath(id), [1]]],
  ["delete", (id) => ["DELETE", profilePath(id)]],
  ["duplicate", (id) => ["POST", `${profilePath(id)}/duplicate`, {}]],
  ["revisions", (id) => ["GET", `${profilePath(id)}/revisions`]],
  ["kept requests", (id) => ["GET", `${profilePath(id)}/kept-requests`]],
  ["keep requests", (id) => ["PUT", `${profilePath(id)}/kept-requests`, { enabled: true }]],
  [
    "stop keeping requests",
    (id) => ["PUT", `${profilePath(id)}/kept-requests`, { enabled: false }],
  ],
  ["delete kept requests", (id) => ["DELETE", `${profilePath(id)}/kept-requests`]],
  ["restore", (id) => ["POST", `${profilePath(id)}/revisions/1/restore`]],
  [
    "base",
    (id) => ["POST", "/api/models/profiles", profileInput({ name: "B", base_profile_id: id })],
  ],
  ["assign", (id) => ["PATCH", "/api/config", { model_profiles: { primary_profile_id: id } }]],
  ["assign all", (id) => ["PUT", "/api/config", { model_profiles: { analysis_profile_id: id } }]],
  ["wrong method", (id) => ["POST", profilePath(id), {}]],
];

/** Everything that a caller can read without naming an id. */
const READS = [
  "/api/models/profiles",
  "/api/models/profiles?owner=me",
  "/api/models/profiles?owner=system&sort=-updated_at",
  "/api/models/profiles?limit=200&sort=type",
  "/api/models/profiles?limit=5&sort=-created_at",
  `/api/models/profiles?model=${CODER}`,
  "/api/models/profiles?q=secret",
  "/api/models/profiles?type=18",
  "/api/models",
  `/api/models/${MODEL}`,
  `/api/models/${CODER}`,
  "/api/keys",
  "/api/config",
  "/api/resolve",
  "/api/resolve/primary",
  "/api/resolve/18?strict=true",
  "/api/tasks",
  "/api/tasks/overview",
  "/api/me",
];

async function everything(client: Client, id: string) {
  const paths = [...READS, profilePath(id), `${profilePath(id)}/revisions`];
  const answers = await Promise.all(paths.map((path) => client.get(path)));
  return Object.fromEntries(paths.map((path, index) => [path, seen(answers[index] as Answer, "")]));
}

test.describe("another user's profile", () => {
  for (const [name, call] of CALLS) {
    test(`${name}: answered as if it did not exist`, async () => {
      const owner = await makeWriter("owner");
      const stranger = await makeWriter("stranger");
      const admin = await makeAdmin();
      const profile = await makeProfile(owner.client, { system_prompt: "secret" });
      const id = String(profile.id);
      for (const client of [stranger.client, stranger.session, admin.session]) {
        const none = randomUUID();
        const [method, path, json] = call(id);
        const foreign = seen(await client.send(method, path, { json }), id);
        const [, pathOfNone, jsonOfNone] = call(none);
        const absent = seen(await client.send(method, pathOfNone, { json: jsonOfNone }), none);
        expect(foreign).toEqual(absent);
        expect(foreign.status).toBeGreaterThanOrEqual(400);
      }
      expect(ok(await owner.client.get(profilePath(id))).body).toEqual(profile);
    });
  }

  test("conditional headers tell nothing about it", async () => {
    const owner = await makeWriter("owner");
    const stranger = await makeWriter("stranger");
    const { id } = await makeProfile(owner.client);
    const none = randomUUID();
    for (const headers of [{ "if-match": '"1"' }, { "if-match": "*" }, { "if-match": '"9"' }]) {
      const ask = (target: string) => stranger.client.patch(profilePath(target), {}, headers);
      expect(seen(await ask(String(id)), String(id))).toEqual(seen(await ask(none), none));
    }
    for (const tag of ['"1"', "*"]) {
      const ask = (target: string) =>
        stranger.client.get(profilePath(target), { "if-none-match": tag });
      expect(seen(await ask(String(id)), String(id))).toEqual(seen(await ask(none), none));
    }
  });

  test("another's key cannot be told from one that is not", async () => {
    const owner = await makeWriter("owner");
    const stranger = await makeWriter("stranger");
    const key = await makeKey(owner, ["read"]);
    const none = randomUUID();
    const foreign = seen(await stranger.session.delete(`/api/keys/${key.id}`), key.id);
    expect(foreign).toEqual(seen(await stranger.session.delete(`/api/keys/${none}`), none));
    ok(await key.client.get("/api/me"));
  });

  test("resolving for another user needs the scope, whether there is such a user or not", async () => {
    const owner = await makeWriter("owner");
    const stranger = await makeWriter("stranger");
    const none = randomUUID();
    const ask = (id: string) => stranger.client.get(`/api/resolve/primary?user_id=${id}`);
    expect(seen(await ask(owner.id), owner.id)).toEqual(seen(await ask(none), none));
  });
});

test("nothing that a user reads changes by what another adds, assigns, renames or deletes", async () => {
  const owner = await makeWriter("owner");
  const reader = await makeWriter("reader");
  const own = await makeProfile(reader.client, { name: "Shared name" });
  await assign(reader.client, "analysis_profile_id", String(own.id));
  // The use of a key is noted once, a moment later; it is to be noted before the first look.
  await expect
    .poll(async () => ok(await reader.client.get("/api/keys")).body.data[0].last_used_at)
    .not.toBeNull();
  const before = await everything(reader.client, String(own.id));

  const base = await makeProfile(owner.client, { name: "Shared name", system_prompt: "secret" });
  const second = await makeProfile(owner.client, {
    type: 18,
    model_name: CODER,
    description: "secret",
    base_profile_id: base.id,
  });
  await assign(owner.client, "primary_profile_id", String(base.id));
  await assign(owner.client, "engineering_profile_id", String(second.id));
  await makeKey(owner, ["read"]);
  expect(await everything(reader.client, String(own.id))).toEqual(before);

  ok(await owner.client.patch(profilePath(String(base.id)), { name: "Other" }));
  ok(await owner.client.delete(profilePath(String(base.id))));
  expect(await everything(reader.client, String(own.id))).toEqual(before);
});

test("a name that another user has is free", async () => {
  const owner = await makeWriter("owner");
  const other = await makeWriter("other");
  await makeProfile(owner.client, { name: "The same" });
  await makeProfile(other.client, { name: "The same" });
});

test("another user's profile cannot be assigned, and nothing beside it is", async () => {
  const owner = await makeWriter("owner");
  const other = await makeWriter("other");
  const profile = await makeProfile(owner.client);
  const mine = await makeProfile(other.client);
  const config = {
    model_profiles: { primary_profile_id: profile.id, analysis_profile_id: mine.id },
  };
  const faults = expectFaults(
    await other.client.patch("/api/config", config),
    "model_profiles.primary_profile_id",
  );
  expect(faults["model_profiles.primary_profile_id"].code).toBe("profile_not_found");
  expect((await resolved(other.client, "primary")).source).toBe("system");
  expect((await resolved(other.client, "analysis")).source).toBe("system");
});

test("the time of an answer does not tell another user's profile from none", async () => {
  const owner = await makeWriter("owner");
  const stranger = await makeWriter("stranger");
  const { id } = await makeProfile(owner.client, { system_prompt: "long ".repeat(20_000) });
  const rounds = process.env.SOAK === "1" ? 1000 : 150;
  const foreign: number[] = [];
  const absent: number[] = [];
  for (let round = -10; round < rounds; round += 1) {
    for (const [times, target] of [
      [foreign, String(id)],
      [absent, randomUUID()],
    ] as const) {
      const start = performance.now();
      await stranger.client.get(profilePath(target));
      await stranger.client.get(`${profilePath(target)}/revisions?limit=${(round + 11) % 50 || 1}`);
      if (round >= 0) times.push(performance.now() - start);
    }
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  const ratio = median(foreign) / median(absent);
  console.info(`another's / nobody's, median of ${rounds}: ${ratio.toFixed(2)}`);
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.25);
});
