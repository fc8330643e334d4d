import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import {
  assign,
  expectProblem,
  MODEL,
  ok,
  PASSWORD,
  profileInput,
  profilePath,
} from "../api/world";
import { canMount, type Disk, fileSizeLimit, smallFileSystem } from "./disk";
import { expectSound, expectSoundFile } from "./file";
import { createProfile, openAccount, ownProfiles, SOAK, Times } from "./people";
import { AppServer, endAll, fileIn, freshFolder } from "./servers";

const PORT = 3637;
const ROUNDS = SOAK ? 10 : 2;
/** Writes after the first one that was refused, all of which must be. */
const REFUSED = SOAK ? 40 : 10;
const PROFILES = "/api/models/profiles";

/** The kinds of full disks. A machine that lets nobody mount anything has one, and says so. */
const DISKS: Record<string, (folder: string) => Disk> = canMount("/tmp")
  ? { "a full file system": smallFileSystem, "a quota that is used up": fileSizeLimit }
  : { "a quota that is used up (no file system can be mounted here)": fileSizeLimit };

test.afterEach(endAll);

/** So large that no gap in the file takes it. */
function large() {
  return profileInput({ name: randomUUID(), system_prompt: randomUUID().repeat(2500) });
}

async function startedOn(make: (folder: string) => Disk) {
  const folder = freshFolder();
  const disk = make(folder);
  const env = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` };
  const server = new AppServer(PORT, env, disk.within);
  await server.start();
  const { session, ...account } = await openAccount(server.origin);
  const made = await session.post("/api/keys", { name: "disk", scopes: ["write"] });
  const client = new Client(String(ok(made, 201).body.secret), server.origin);
  const { id } = await createProfile(client, { model_name: MODEL });
  await assign(client, "primary_profile_id", String(id));
  return { folder, disk, server, session, account, client, address: profilePath(String(id)) };
}

type World = Awaited<ReturnType<typeof startedOn>>;

/** Writes until the disk takes no more; gives the ids of what it took. */
async function writeUntilFull({ client }: World): Promise<string[]> {
  const taken: string[] = [];
  for (let n = 0; n < 500; n += 1) {
    const answer = await client.post(PROFILES, large());
    if (answer.status !== 201) {
      expectProblem(answer, 503, "database_unavailable");
      return taken;
    }
    taken.push(String(answer.body.id));
  }
  throw new Error("the disk does not fill up");
}

/** All that writes is refused, and says when to come back; nothing of it is done. */
async function expectWritesRefused(world: World): Promise<string[]> {
  const { client, server, account } = world;
  const names: string[] = [];
  for (let n = 0; n < REFUSED; n += 1) {
    const input = large();
    const answer = await client.post(PROFILES, input);
    expectProblem(answer, 503, "database_unavailable");
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    names.push(String(input.name));
  }
  // Who tries to sign in is counted before the password is looked at.
  const somebody = await new Client(null, server.origin).signIn(account.email, PASSWORD);
  expectProblem(somebody, 503, "database_unavailable");
  const health = await fetch(`${server.origin}/api/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({ status: "ok", writes: "failing" });
  return names;
}

/** What was read before is read now, by key and by session, from memory and from the file. */
async function expectReads({ client, session, address }: World, reads: Times): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    ok(await reads.measure(() => client.get(address)));
    ok(await reads.measure(() => client.get("/api/resolve/primary")));
    ok(await reads.measure(() => client.get(`${PROFILES}?q=${randomUUID()}`)));
    ok(await reads.measure(() => session.get("/api/me")));
    ok(await reads.measure(() => session.get("/profiles")));
  }
}

/**
 * Expects the database to be sound, by a copy: SQLite would look for the file where it lies for the
 * server, not where the test sees it. Nobody writes meanwhile.
 */
async function expectSoundDisk({ folder, disk, server }: World): Promise<void> {
  const copy = fileIn(freshFolder());
  const file = fileIn(disk.seen(folder, server.pid));
  for (const side of ["", "-wal"]) copyFileSync(file + side, copy + side);
  await expectSoundFile(copy);
}

for (const [name, make] of Object.entries(DISKS)) {
  test(`${name}: writes are refused, reads go on, nothing is corrupt, and with room all is well`, async () => {
    test.setTimeout(SOAK ? 900_000 : 180_000);
    const world = await startedOn(make);
    const { folder, disk, server, account, client, address } = world;
    const kept: string[] = [];
    const reads = new Times();
    for (let round = 0; round < ROUNDS; round += 1) {
      disk.fill(folder, server.pid);
      kept.push(...(await writeUntilFull(world)));
      const refused = await expectWritesRefused(world);
      await expectReads(world, reads);
      await expectSoundDisk(world);
      disk.free(folder, server.pid);
      // Nobody has to start it again, and the names of what was refused are free.
      for (const one of refused.slice(0, 2)) {
        const { body } = ok(await client.post(PROFILES, profileInput({ name: one })), 201);
        kept.push(String(body.id));
      }
      ok(await client.patch(address, { description: `Round ${round}` }));
      expect(ok(await client.get("/api/health")).body.writes).toBe("ok");
      const again = new Client(null, server.origin);
      await again.signIn(account.email, PASSWORD);
      ok(await again.get("/api/me"));
      const found = await ownProfiles(client);
      expect(found.size).toBe(kept.length + 1);
      expect(kept.filter((id) => !found.has(id))).toEqual([]);
      await expectSoundDisk(world);
    }
    expect(await server.end()).toBe(0);
    console.info(
      `disk: ${name}, ${ROUNDS} times: ${ROUNDS * (REFUSED + 1)} writes refused, ${kept.length} kept; ` +
        `reads meanwhile: ${String(reads)}`,
    );
  });
}

test("a server that is killed while its quota is used up has lost nothing when it starts again", async () => {
  test.setTimeout(SOAK ? 300_000 : 120_000);
  const world = await startedOn(fileSizeLimit);
  const { folder, disk, server, client } = world;
  disk.fill(folder, server.pid);
  const kept = await writeUntilFull(world);
  await expectWritesRefused(world);
  await server.end("SIGKILL");
  await server.start();
  await expectSound(folder);
  const found = await ownProfiles(client);
  expect(found.size).toBe(kept.length + 1);
  ok(await client.post(PROFILES, large()), 201);
  expect(await server.end()).toBe(0);
});
