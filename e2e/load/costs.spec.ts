import { statSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { type Answer, Client, inParallel, type Json } from "../api/client";
import { expectProblem, ok, profileInput, profilePath } from "../api/world";
import { whileWatched } from "./bystander";
import { expectSound, walSize, withFile } from "./file";
import { createProfile, makeSecret, openAccount, Times } from "./people";
import { endAll, fileIn, freshFolder, startedWith } from "./servers";

const PORT = 3648;
const times = (count: number) => Array.from({ length: count }, (_, n) => n);

test.afterEach(endAll);

async function startedServer(env: Record<string, string> = {}) {
  const folder = freshFolder();
  const server = await startedWith(PORT, env, folder);
  return { folder, server, origin: server.origin };
}

async function newCaller(origin: string): Promise<Client> {
  return new Client(await makeSecret(origin), origin);
}

/** A bystander who changes a profile of their own. */
async function writerOn(origin: string, atMost: number) {
  const client = await newCaller(origin);
  const { id } = await createProfile(client);
  let n = 0;
  const call = async () => {
    n += 1;
    return ok(await client.patch(profilePath(String(id)), { parameters: { top_k: n % 90 } }));
  };
  return { name: "PATCH profile", call, atMost };
}

/** Bytes of the database: its file and the log of what is not in the file yet. */
function databaseSize(folder: string): number {
  return statSync(fileIn(folder)).size + walSize(folder);
}

/** Copies a profile many times in the database, without revisions, for its owner and others. */
async function multiply(folder: string, { id }: Json, of: { copies: number; owners: number }) {
  const sql = `
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :copies)
    INSERT INTO model_profiles
    SELECT id || n, user_id || iif(n % :owners = 0, '', n % :owners), name || n, name_key || n,
      description, type, model_name, model_version, base_profile_id, parameters, system_prompt,
      circuit_breaker, gpu_config, image_settings, revision, created_at, updated_at, description_key
    FROM model_profiles, numbers WHERE id = :id`;
  await withFile(folder, (db) => db.execute({ sql, args: { ...of, id: String(id) } }));
}

for (const [whose, ownPrompts] of [
  ["their own", true],
  ["an inherited", false],
] as const) {
  test(`deleting the base of 500 profiles with ${whose} prompt of 100,000 characters delays no other write`, async () => {
    test.setTimeout(240_000);
    const { folder, server, origin } = await startedServer();
    const client = await newCaller(origin);
    const system_prompt = "0123456789".repeat(10_000);
    const base = await createProfile(client, ownPrompts ? {} : { system_prompt });
    const child = { base_profile_id: base.id, ...(ownPrompts ? { system_prompt } : {}) };
    await inParallel(times(500), 4, async () => {
      await createProfile(client, child);
    });
    expect(await server.end()).toBe(0);
    const before = databaseSize(folder);
    await server.start();
    const writer = await writerOn(origin, 300);
    await whileWatched(
      origin,
      async () => {
        const start = performance.now();
        const { body } = ok(await client.delete(profilePath(String(base.id))));
        console.info(`the delete: ${Math.round(performance.now() - start)} ms`);
        expect(body.rebased_profiles).toHaveLength(500);
      },
      writer,
    );
    const texts = 500 * 100_000;
    const running = databaseSize(folder) - before;
    expect(await server.end()).toBe(0);
    const ended = databaseSize(folder) - before;
    const shares = [running, ended].map((bytes) => (bytes / texts).toFixed(2));
    console.info(`the database grows by ${shares.join(", after the end ")} × the texts`);
    expect(ended).toBeLessThan(2 * texts);
    // An inherited prompt becomes 500 texts, which are in the log and in the file for a while.
    if (ownPrompts) expect(running).toBeLessThan(2 * texts);
    await expectSound(folder);
  });
}

test("a search through 2,000 profiles with texts of 2,000 characters delays no other caller, and costs less than ten lists", async () => {
  test.setTimeout(240_000);
  const { folder, origin } = await startedServer();
  const client = await newCaller(origin);
  const description = "Fragt Ärzte, aber nicht zu viel. ".repeat(60);
  const profile = await createProfile(client, { description, system_prompt: description });
  await multiply(folder, profile, { copies: 1999, owners: 1 });
  const [searches, lists] = [new Times(), new Times()];
  const search = (q: string) =>
    searches.measure(() => client.get(`/api/models/profiles?owner=me&q=${encodeURIComponent(q)}`));
  await whileWatched(origin, async () => {
    // Each reads every text to its end: nothing is found, or only the name of one of the last.
    for (const n of times(30)) {
      expect(ok(await search(`${"ä".repeat(n % 60)}zzz`)).body.total).toBe(0);
      expect(ok(await search(`${profile.name}${n + 1900}`)).body.total).toBe(1);
      ok(await lists.measure(() => client.get("/api/models/profiles?owner=me")));
    }
  });
  console.info(`a search: ${String(searches)}; a list: ${String(lists)}`);
  expect(searches.at(0.5)).toBeLessThan(10 * lists.at(0.5));
});

test("lists of large profiles and of their revisions end a page at 1 MB, and delay no other caller", async () => {
  test.setTimeout(240_000);
  const { origin } = await startedServer();
  const client = await newCaller(origin);
  const system_prompt = (n: number) => `${n} `.repeat(33_000).slice(0, 100_000);
  let first = "";
  for (const n of times(60)) {
    first = String((await createProfile(client, { system_prompt: system_prompt(n) })).id);
  }
  for (const n of times(60)) {
    ok(await client.patch(profilePath(first), { system_prompt: system_prompt(n + 100) }));
  }
  const lists = [
    "/api/models/profiles?owner=me&limit=200",
    `${profilePath(first)}/revisions?limit=50`,
    `${profilePath(first)}/revisions?limit=50&fields=revision,content`,
  ];
  await whileWatched(origin, async () => {
    for (const list of [...lists, ...lists]) {
      const seen = new Set<string>();
      for (let cursor: string | null = ""; cursor !== null;) {
        const page: Answer = await client.get(`${list}${cursor && `&cursor=${cursor}`}`);
        const { data, next_cursor } = ok(page).body;
        expect(page.text.length).toBeLessThan(1.1 * 1024 * 1024);
        expect(data.length).toBeGreaterThan(0);
        for (const row of data) seen.add(String(row.id ?? row.revision));
        cursor = next_cursor;
      }
      expect(seen.size).toBe(list.includes("revisions") ? 61 : 60);
    }
  });
});

test("creating beyond a quota is refused again and again, and delays no other write", async () => {
  test.setTimeout(240_000);
  const { folder, origin } = await startedServer();
  const client = await newCaller(origin);
  await multiply(folder, await createProfile(client), { copies: 1999, owners: 1 });
  const create = () => client.post("/api/models/profiles", profileInput());
  const key = () => client.post("/api/keys", { name: "one more", scopes: ["read"] });
  for (let keys = 1; keys < 50; keys += 1) ok(await key(), 201);
  const attack = async () => {
    await inParallel(times(100), 4, async () => {
      const { limit, used, detail } = expectProblem(await create(), 409, "quota_exceeded");
      expect({ limit, used }).toEqual({ limit: 2000, used: 2000 });
      expect(detail).toBe("You may keep 2,000 profiles and have 2,000. Delete one first.");
      expectProblem(await key(), 409, "quota_exceeded");
    });
  };
  await whileWatched(origin, attack, await writerOn(origin, 250));
});

test("moving 20,000 profiles to another model delays no other write", async () => {
  test.setTimeout(240_000);
  const { folder, origin } = await startedServer();
  const { session } = await openAccount(origin);
  const [from, to] = ["qwen3-30b-a3b-q4-k-m", "qwen3-coder-30b-a3b"];
  const fields = { model_name: from, system_prompt: "x ".repeat(300) };
  await multiply(folder, await createProfile(session, fields), { copies: 20_000, owners: 20 });
  const writer = await writerOn(origin, 500);
  await whileWatched(
    origin,
    async () => {
      const start = performance.now();
      const { body } = ok(await session.post("/api/admin/catalog/move", { from, to }));
      console.info(`the move: ${Math.round(performance.now() - start)} ms`);
      expect(body.moved_total).toBeGreaterThan(20_000);
    },
    writer,
  );
});
