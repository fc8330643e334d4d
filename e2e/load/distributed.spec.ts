import { randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import type { Client } from "../api/client";
import { expectProblem, MODEL, ok, profileInput, profilePath } from "../api/world";
import { exerciseApi } from "./exercise";
import { Caller, createProfile, makeSecret, ownProfiles, SOAK, Times } from "./people";
import { AppServer, endAll, freshFolder } from "./servers";
import { LibsqlServer } from "./sqld";

const SERVER_PORT = 3626;
const PROFILES = "/api/models/profiles";

test.afterEach(endAll);

async function startedPrimary() {
  const folder = freshFolder();
  const primary = new LibsqlServer(folder, SERVER_PORT);
  await primary.start();
  return { folder, primary };
}

test("an app on a libSQL server works as it does on a file", async () => {
  test.setTimeout(SOAK ? 600_000 : 180_000);
  const { folder, primary } = await startedPrimary();
  const app = new AppServer(3622, { DATA_DIR: folder, DATABASE_URL: primary.url });
  await app.start();
  const passes = SOAK ? 10 : 1;
  const times = new Times();
  for (let pass = 1; pass <= passes; pass += 1) await times.measure(() => exerciseApi(app.origin));
  expect(await app.end()).toBe(0);
  await app.start();
  await times.measure(() => exerciseApi(app.origin));
  console.info(
    `distributed: the API through a libSQL server, before and after a restart: ${String(times)}`,
  );
});

/** Runs the tests of the API in a process of their own against an app on that database. */
async function runApiTests(database: Record<string, string>) {
  const port = "3629";
  // What this run tells its own workers is not for the other one.
  const env = Object.entries(process.env).filter(([name]) => !/^(TEST_|PW|PLAYWRIGHT_)/.test(name));
  const child = spawn(
    process.execPath,
    [
      "node_modules/@playwright/test/cli.js",
      "test",
      "--project=api",
      "--reporter=line",
      // Every statement is a request of its own there.
      "--timeout=240000",
      `--output=${path.resolve(".cache/load-api-results")}`,
    ],
    {
      env: {
        ...Object.fromEntries(env),
        NODE_ENV: "test",
        SOAK: "",
        E2E_PORT: port,
        ...database,
      },
    },
  );
  let output = "";
  const listen = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  return { code, output };
}

// Minutes long, so it belongs to the soak tests alone.
if (SOAK) {
  const databases: Record<string, (url: string) => Record<string, string>> = {
    "a libSQL server": (url) => ({ E2E_DATABASE_URL: url }),
    "an embedded replica": (url) => ({ E2E_DATABASE_SYNC_URL: url }),
  };
  for (const [name, database] of Object.entries(databases)) {
    test(`the tests of the API hold on ${name}`, async () => {
      test.setTimeout(1_200_000);
      const { primary } = await startedPrimary();
      const { code, output } = await runApiTests(database(primary.url));
      expect(code, output.slice(-5000)).toBe(0);
      const passed = /\d+ passed.*/.exec(output)?.[0];
      console.info(`distributed: the tests of the API on ${name}: ${passed}`);
    });
  }
}

async function twoReplicas() {
  const { primary } = await startedPrimary();
  const apps = [3624, 3625].map((port) => {
    const folder = freshFolder();
    const file = path.join(folder, "replica.db");
    return new AppServer(port, {
      DATA_DIR: folder,
      DATABASE_URL: `file:${file}`,
      DATABASE_SYNC_URL: primary.url,
    });
  });
  await Promise.all(apps.map((app) => app.start()));
  const origins = apps.map((app) => app.origin);
  const secret = await makeSecret(origins[0] ?? "");
  const caller = new Caller(secret, origins);
  const [one, other] = caller.clients;
  if (!one || !other) throw new Error("there are two apps");
  // Both know the key before anything is measured.
  await until(async () => (await other.get("/api/me")).status === 200, 5000);
  return { primary, apps, origins, one, other, both: [one, other] };
}

test("the file of a replica and its log are readable by their owner only", async () => {
  const { folder, primary } = await startedPrimary();
  const file = path.join(folder, "new", "replica.db");
  const env = { DATABASE_URL: `file:${file}`, DATABASE_SYNC_URL: primary.url };
  const app = new AppServer(3624, { DATA_DIR: folder, ...env });
  await app.start();
  const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);
  const modes = [path.dirname(file), file, `${file}-wal`, `${file}-shm`].map(mode);
  expect(modes).toEqual(["700", "600", "600", "600"]);
});

/** Milliseconds until `holds` does; fails after `most`. */
async function until(holds: () => Promise<boolean>, most: number): Promise<number> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > most) throw new Error(`it does not hold after ${most} ms`);
    await sleep(20);
  }
  return Math.round(performance.now() - start);
}

test("embedded replicas: own writes are read at once, others' within the interval", async () => {
  test.setTimeout(SOAK ? 600_000 : 180_000);
  const { origins, one, other } = await twoReplicas();
  await exerciseApi(origins[0] ?? "");
  const { id } = await createProfile(one, { model_name: MODEL });
  const address = profilePath(String(id));
  ok(await one.patch("/api/config", { model_profiles: { primary_profile_id: id } }));
  const rounds = SOAK ? 500 : 50;
  for (let round = 1; round <= rounds; round += 1) {
    const system_prompt = `Round ${round}`;
    ok(await one.patch(address, { system_prompt }));
    expect(ok(await one.get(address)).body).toMatchObject({ system_prompt, revision: round + 1 });
    expect(ok(await one.get("/api/resolve/primary")).body.effective).toMatchObject({
      system_prompt,
    });
  }
  const lags: number[] = [];
  for (let round = 1; round <= (SOAK ? 50 : 8); round += 1) {
    const description = randomUUID();
    ok(await one.patch(address, { description }));
    const seen = async () => (await other.get(address)).body?.description === description;
    lags.push(await until(seen, 3000));
  }
  const inputs = Array.from({ length: SOAK ? 200 : 20 }, () =>
    profileInput({ name: randomUUID() }),
  );
  const made = await Promise.all(
    inputs.map((input, n) => (n % 2 === 0 ? one : other).post(PROFILES, input)),
  );
  for (const answer of made) ok(answer, 201);
  for (const client of [one, other]) {
    await until(async () => (await ownProfiles(client)).size === 1 + inputs.length, 3000);
  }
  console.info(
    `distributed: ${rounds} own writes read at once; seen by the other replica within ` +
      `${Math.max(...lags)} ms at worst; ${inputs.length} parallel creates all there`,
  );
});

/** While the server is away: reads answer from the copies, writes are refused. */
async function expectReadOnly(both: readonly Client[], id: string, names: readonly string[]) {
  const reads = new Times();
  for (const [index, client] of both.entries()) {
    const refused = await Promise.all([
      ...names.map((name) => client.post(PROFILES, profileInput({ name: `${name} ${index}` }))),
      client.patch(profilePath(id), { description: "refused" }),
      client.patch("/api/config", { model_profiles: { primary_profile_id: null } }),
    ]);
    for (const answer of refused) {
      expectProblem(answer, 503, "database_unavailable");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    for (let n = 0; n < 20; n += 1) {
      expect(ok(await reads.measure(() => client.get(profilePath(id)))).body.id).toBe(id);
      const { profile } = ok(await reads.measure(() => client.get("/api/resolve/primary"))).body;
      expect(profile.id).toBe(id);
      await sleep(50);
    }
  }
  return reads;
}

test("while the libSQL server is down, replicas serve reads; when it is back, they write again", async () => {
  test.setTimeout(SOAK ? 600_000 : 180_000);
  const { primary, both, one, other } = await twoReplicas();
  const { id } = await createProfile(one, { model_name: MODEL });
  ok(await one.patch("/api/config", { model_profiles: { primary_profile_id: id } }));
  const assigned = async () =>
    (await other.get("/api/resolve/primary")).body?.profile?.id === String(id);
  await until(assigned, 3000);
  let [back, created, writing] = [0, 1, ""];
  for (let outage = 1; outage <= (SOAK ? 6 : 1); outage += 1) {
    await primary.end("SIGKILL");
    const names = [1, 2, 3].map((n) => `Outage ${outage}, ${n}`);
    writing = String(await expectReadOnly(both, String(id), names));
    await primary.start();
    for (const client of both) {
      const description = randomUUID();
      const works = async () =>
        (await client.patch(profilePath(String(id)), { description })).status === 200;
      back = Math.max(back, await until(works, 20_000));
    }
    // What was refused is not there, on the server neither: its names are free.
    for (const client of both) {
      await until(async () => (await ownProfiles(client)).size === created, 3000);
    }
    for (const [index, client] of both.entries()) {
      for (const name of names) {
        ok(await client.post(PROFILES, profileInput({ name: `${name} ${index}` })), 201);
        created += 1;
      }
    }
    for (const client of both) {
      const seen = async () => (await ownProfiles(client)).size === created;
      back = Math.max(back, await until(seen, 20_000));
    }
  }
  console.info(`distributed: reads without the server: ${writing}; works again within ${back} ms`);
});
