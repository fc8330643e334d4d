import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import type { Answer } from "../api/client";
import { expectProblem, MODEL, ok, profileInput, profilePath } from "../api/world";
import { expectSound, withFile } from "./file";
import { Caller, createProfile, makeSecret, ownProfiles, SOAK, Times } from "./people";
import { endAll, freshFolder, serversOn } from "./servers";

const PORT = 3620;
/** Milliseconds that the app waits for another's lock before it gives up (`db/transaction.ts`). */
const LOCK_WAIT = 5000;
const WRITERS = SOAK ? 16 : 6;
const ROUNDS = SOAK ? 4 : 1;

test.afterEach(endAll);

async function holdLock(folder: string, ms: number): Promise<void> {
  await withFile(folder, async (connection) => {
    const held = await connection.transaction("write");
    await sleep(ms);
    await held.rollback();
  });
}

async function startedServer() {
  const folder = freshFolder();
  const [server] = serversOn(folder, PORT);
  if (!server) throw new Error("there is no server");
  await server.start();
  const caller = new Caller(await makeSecret(server.origin), [server.origin]);
  // The note of a key's last use is itself a write; it is over by then.
  await caller.any.get("/api/me");
  await sleep(1500);
  return { folder, server, client: caller.any };
}

interface Timed {
  answer: Answer;
  ms: number;
}

async function timed(work: Promise<Answer>): Promise<Timed> {
  const start = performance.now();
  return { answer: await work, ms: Math.round(performance.now() - start) };
}

test("a write waits for another connection's lock of a second, and succeeds", async () => {
  test.setTimeout(120_000);
  const { folder, client } = await startedServer();
  let slowest = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const lock = holdLock(folder, 1000);
    const writes = Array.from({ length: WRITERS }, () =>
      timed(client.post("/api/models/profiles", profileInput())),
    );
    for (const { answer, ms } of await Promise.all(writes)) {
      ok(answer, 201);
      expect(ms).toBeGreaterThan(700);
      slowest = Math.max(slowest, ms);
    }
    await lock;
  }
  expect((await ownProfiles(client)).size).toBe(WRITERS * ROUNDS);
  await expectSound(folder);
  console.info(`lock: held 1 s, ${WRITERS * ROUNDS} writes waited, slowest ${slowest} ms`);
});

test("a lock that is held too long gives 503, and reads continue", async () => {
  test.setTimeout(300_000);
  const { folder, client } = await startedServer();
  const { id } = await createProfile(client, { model_name: MODEL });
  const reads = new Times();
  const refusals: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const state = { held: true };
    const lock = holdLock(folder, LOCK_WAIT + 2500).then(() => (state.held = false));
    const reading = (async () => {
      while (state.held) {
        ok(await reads.measure(() => client.get(profilePath(String(id)))));
        ok(await reads.measure(() => client.get("/api/resolve/primary")));
        await sleep(20);
      }
    })();
    const writes = Array.from({ length: WRITERS }, (_, index) =>
      timed(
        index % 2 === 0
          ? client.post("/api/models/profiles", profileInput({ name: `Refused ${index}` }))
          : client.patch(profilePath(String(id)), { description: "refused" }),
      ),
    );
    for (const { answer, ms } of await Promise.all(writes)) {
      expectProblem(answer, 503, "database_unavailable");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      // All of them at once: a write does not wait anew after those before it have given up.
      expect(ms).toBeLessThan(LOCK_WAIT + 2000);
      refusals.push(ms);
    }
    await Promise.all([lock, reading]);
    // What was refused was not done, and its names are free.
    expect((await ownProfiles(client)).size).toBe(1 + round);
    ok(await client.post("/api/models/profiles", profileInput({ name: `After ${round}` })), 201);
  }
  ok(await client.patch(profilePath(String(id)), { description: "done" }));
  expect(ok(await client.get(profilePath(String(id)))).body).toMatchObject({
    description: "done",
    revision: 2,
  });
  ok(await client.post("/api/models/profiles", profileInput({ name: "Refused 0" })), 201);
  await expectSound(folder);
  console.info(
    `lock: held ${LOCK_WAIT + 2500} ms, ${refusals.length} writes refused after ` +
      `${Math.min(...refusals)}–${Math.max(...refusals)} ms; reads meanwhile: ${String(reads)}`,
  );
});
