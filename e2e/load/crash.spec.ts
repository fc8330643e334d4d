import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import type { Client } from "../api/client";
import { ok } from "../api/world";
import { expectSound, walSize, withFile } from "./file";
import {
  Caller,
  downFrom,
  makeSecret,
  openAccount,
  ownProfiles,
  revisionsOf,
  SOAK,
} from "./people";
import { type AppServer, endAll, freshFolder, serversOn } from "./servers";
import { isKept, newTally, type Tally, write } from "./writers";

const CRASHES = SOAK ? 25 : 4;
const WRITERS = SOAK ? 16 : 8;

test.afterEach(endAll);

async function expectAllThere(client: Client, tally: Tally): Promise<void> {
  const rows = await ownProfiles(client);
  const lost = [...tally.written].filter(([id, written]) => !isKept(rows.get(id), written));
  expect(lost).toEqual([]);
}

async function startedServer(port: number) {
  const folder = freshFolder();
  const [server] = serversOn(folder, port);
  if (!server) throw new Error("there is no server");
  await server.start();
  const { any: client } = new Caller(await makeSecret(server.origin), [server.origin]);
  return { folder, server, client };
}

/** Lets writers run for a while, then ends the server under them. */
async function writeUntil(
  client: Client,
  server: AppServer,
  ms: number,
  signal: "SIGKILL" | "SIGTERM",
) {
  const tally = newTally();
  const writers = Array.from({ length: WRITERS }, () => write(client, tally));
  await sleep(ms);
  const code = await server.end(signal);
  // A writer whose connection was closed between two writes would otherwise find nobody there.
  await Promise.all(writers);
  return { tally, code };
}

test("kill -9 in the middle of writes loses nothing that was acknowledged", async () => {
  test.setTimeout(SOAK ? 900_000 : 180_000);
  const { folder, server, client } = await startedServer(3614);
  const all = newTally();
  for (let crash = 1; crash <= CRASHES; crash += 1) {
    const { tally, code } = await writeUntil(client, server, 400 + Math.random() * 800, "SIGKILL");
    expect(code).toBeNull();
    expect(tally.acknowledged).toBeGreaterThan(0);
    await server.start();
    await expectSound(folder);
    await expectAllThere(client, tally);
    const [[id = "", written] = []] = tally.written;
    const revisions = await revisionsOf(client, id);
    expect(revisions).toEqual(downFrom(revisions.length));
    expect(revisions.length).toBeGreaterThanOrEqual(written?.revision ?? 1);
    for (const entry of tally.written) all.written.set(...entry);
    all.acknowledged += tally.acknowledged;
    all.unanswered += tally.unanswered;
  }
  await expectAllThere(client, all);
  expect(await server.end()).toBe(0);
  await expectSound(folder);
  console.info(
    `crash: ${CRASHES} kills, ${all.acknowledged} acknowledged writes all there, ` +
      `${all.unanswered} unanswered; file sound after each`,
  );
});

test("SIGTERM in the middle of writes: what is answered is complete and done", async () => {
  test.setTimeout(SOAK ? 300_000 : 120_000);
  const rounds = SOAK ? 10 : 2;
  const { folder, server, client } = await startedServer(3615);
  let [acknowledged, refused, slowest] = [0, 0, 0];
  for (let round = 1; round <= rounds; round += 1) {
    const { tally, code, ms } = await endedGently(client, server);
    expect(code).toBe(0);
    expect(tally.broken).toBe(0);
    expect(walSize(folder)).toBe(0);
    await server.start();
    await expectAllThere(client, tally);
    acknowledged += tally.acknowledged;
    refused += tally.unanswered;
    slowest = Math.max(slowest, ms);
  }
  expect(await server.end()).toBe(0);
  await expectSound(folder);
  console.info(
    `crash: SIGTERM ${rounds} times, ${acknowledged} acknowledged writes all there, ` +
      `${refused} connections refused, no answer broken, exit 0 within ${slowest} ms, log empty`,
  );
});

async function endedGently(client: Client, server: AppServer) {
  const stopping = performance.now();
  const running = 700;
  const { tally, code } = await writeUntil(client, server, running, "SIGTERM");
  return { tally, code, ms: Math.round(performance.now() - stopping - running) };
}

test("two servers started at once on a fresh database both come up, with one set of defaults", async () => {
  test.setTimeout(SOAK ? 300_000 : 120_000);
  const rounds = SOAK ? 8 : 1;
  let slowest = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const folder = freshFolder();
    const servers = serversOn(folder, 3616, 3617);
    const start = performance.now();
    await Promise.all(servers.map((server) => server.start()));
    slowest = Math.max(slowest, Math.round(performance.now() - start));
    await withFile(folder, async (connection) => {
      const sql = `SELECT count(*) AS profiles, count(DISTINCT type) AS tasks,
        (SELECT count(*) FROM profile_revisions) AS revisions FROM model_profiles`;
      const { rows } = await connection.execute(sql);
      expect(Object.values(rows[0] ?? {})).toEqual(Array(3).fill(TASKS.length));
    });
    for (const { origin } of servers) {
      const { session } = await openAccount(origin);
      const list = ok(await session.get("/api/models/profiles?owner=system")).body;
      expect(list.total).toBe(TASKS.length);
      const resolved = ok(await session.get("/api/resolve")).body.data;
      expect(resolved).toHaveLength(TASKS.length);
    }
    expect(await Promise.all(servers.map((server) => server.end()))).toEqual([0, 0]);
    await expectSound(folder);
  }
  console.info(`crash: ${rounds} times two servers at once, both up within ${slowest} ms`);
});
