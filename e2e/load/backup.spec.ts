import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import { Client } from "../api/client";
import { assign, MODEL, ok, profilePath } from "../api/world";
import { expectSound, expectSoundFile, rowsOf, withDatabase } from "./file";
import { createProfile, openAccount, ownProfiles, revisionsOf, SOAK, Times } from "./people";
import { endAll, fileIn, freshFolder, serversOn } from "./servers";
import { isKept, newTally, type Tally, write, type Written } from "./writers";

const PORT = 3635;
const CLIENTS = 32;
const BACKUPS = SOAK ? 40 : 4;

test.afterEach(endAll);

/** What `npm run` starts for a command of the terminal, on the database in the folder. */
async function command(folder: string, ...words: string[]) {
  const args = ["--conditions=react-server", "scripts/cli.mjs", ...words];
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    DATA_DIR: folder,
    DATABASE_URL: `file:${fileIn(folder)}`,
    DATABASE_SYNC_URL: "",
  };
  const child = spawn(process.execPath, args, { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** What was acknowledged up to now. */
function snapshot(tally: Tally): Map<string, Written> {
  return new Map([...tally.written].map(([id, written]) => [id, { ...written }]));
}

/** Expects every write to be in the copy: as it was, or as a later one has left it. */
async function expectHolds(copy: string, writes: ReadonlyMap<string, Written>): Promise<void> {
  const rows = await withDatabase(copy, (connection) =>
    rowsOf(connection, "SELECT id, revision, description FROM model_profiles"),
  );
  const found = new Map(
    rows.map(([id, revision, description]) => [String(id), { revision, description }]),
  );
  const lost = [...writes].filter(([id, written]) => {
    const row = found.get(id);
    return Number(row?.revision ?? 0) <= written.revision && !isKept(row, written);
  });
  expect(lost).toEqual([]);
}

async function startedServer() {
  const folder = freshFolder();
  const [server] = serversOn(folder, PORT);
  if (!server) throw new Error("there is no server");
  await server.start();
  const { session } = await openAccount(server.origin);
  const made = await session.post("/api/keys", { name: "load", scopes: ["write"] });
  const client = new Client(String(ok(made, 201).body.secret), server.origin);
  return { folder, server, session, client };
}

test("backups while 32 clients write are whole and hold every write acknowledged before they began", async () => {
  test.setTimeout(SOAK ? 900_000 : 180_000);
  const { folder, server, client } = await startedServer();
  const tally = newTally();
  const writers = Array.from({ length: CLIENTS }, () => write(client, tally));
  const copies = freshFolder();
  const times = new Times();
  let held = 0;
  for (let n = 1; n <= BACKUPS; n += 1) {
    await sleep(300);
    const acknowledged = snapshot(tally);
    const during = tally.acknowledged;
    const copy = path.join(copies, `${n}.db`);
    const { code, output } = await times.measure(() => command(folder, "backup", copy));
    expect(code, output).toBe(0);
    // It is a backup under load: the writers went on meanwhile.
    expect(tally.acknowledged).toBeGreaterThan(during);
    await expectSoundFile(copy);
    await expectHolds(copy, acknowledged);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    held += acknowledged.size;
  }
  const refused = await command(folder, "restore", path.join(copies, "1.db"));
  expect(refused.code).toBe(1);
  expect(refused.output).toContain("is in use");
  tally.state.stopped = true;
  await Promise.all(writers);
  expect(tally.unanswered + tally.broken).toBe(0);
  expect(await server.end()).toBe(0);
  await expectSound(folder);
  console.info(
    `backup: ${BACKUPS} under ${CLIENTS} clients, ${tally.acknowledged} writes acknowledged, ` +
      `${held} checked in the copies; ${String(times)}`,
  );
});

/** Everything that a user is served, as far as it lies in the database. */
async function servedTo(client: Client, id: string) {
  const { body } = ok(await client.get("/api/resolve"));
  return {
    profiles: [...(await ownProfiles(client))].sort(([a], [b]) => a.localeCompare(b)),
    config: ok(await client.get("/api/config")).body,
    resolved: body.data,
    revisions: await revisionsOf(client, id),
  };
}

test("a restored backup serves what was served when it was made, after a killed server too", async () => {
  test.setTimeout(SOAK ? 300_000 : 120_000);
  const { folder, server, session, client } = await startedServer();
  const { id } = await createProfile(client, { model_name: MODEL });
  ok(await client.patch(profilePath(String(id)), { parameters: { temperature: 0.125 } }));
  await assign(client, "primary_profile_id", String(id));
  const served = await servedTo(client, String(id));
  expect(served.resolved).toHaveLength(TASKS.length);
  const copy = path.join(freshFolder(), "copy.db");
  expect((await command(folder, "backup", copy)).code).toBe(0);
  const later = await createProfile(client);
  ok(await client.patch(profilePath(String(id)), { description: "later" }));
  await server.end("SIGKILL");
  const restored = await command(folder, "restore", copy);
  expect(restored.code, restored.output).toBe(0);
  await server.start();
  expect(await servedTo(client, String(id))).toEqual(served);
  ok(await session.get("/api/me"));
  // What was in the log of the killed server is kept with the old file.
  const [kept = ""] = readdirSync(folder).filter((name) => /\.db\.\d.*Z$/.test(name));
  const [[found] = []] = await withDatabase(path.join(folder, kept), (connection) =>
    rowsOf(connection, `SELECT count(*) FROM model_profiles WHERE id = '${String(later.id)}'`),
  );
  expect(found).toBe(1);
  ok(await client.patch(profilePath(String(id)), { description: "goes on" }));
  expect(await server.end()).toBe(0);
  await expectSound(folder);
  expect(existsSync(copy)).toBe(true);
});
