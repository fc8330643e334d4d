import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request as ask, type Server } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { MODEL, ok, PASSWORD, profileInput, profilePath, uniqueEmail } from "../api/world";
import { SOAK } from "./people";
import { AppServer, endAll, freshFolder } from "./servers";
import { LibsqlServer } from "./sqld";

const PROXY = 3650;
const PORTS = [3651, 3652] as const;
const SERVER_PORT = 3653;
/** Milliseconds within which a replica has what the other one wrote. */
const LAG = 5000;

const proxies: Server[] = [];

test.afterEach(async () => {
  for (const proxy of proxies.splice(0)) {
    proxy.closeAllConnections();
    proxy.close();
  }
  await endAll();
});

/** The answer of the server at the port; `undefined` where it takes no connection. */
function passOn(incoming: IncomingMessage, body: Buffer, port: number) {
  const { method, url, headers } = incoming;
  const forwarded = { ...headers, "x-forwarded-for": incoming.socket.remoteAddress ?? "" };
  return new Promise<IncomingMessage | undefined>((resolve) => {
    const outgoing = ask({ port, method, path: url, headers: forwarded, agent: false }, resolve);
    outgoing.once("error", () => resolve(undefined));
    outgoing.end(body);
  });
}

/** A proxy that hands requests to the ports in turn, and past one that is down; tells who answered. */
async function startProxy(ports: readonly number[]) {
  const answered = new Map(ports.map((port) => [port, 0]));
  let turn = 0;
  const serve = async (incoming: IncomingMessage) => {
    const body = Buffer.concat(await incoming.toArray());
    turn += 1;
    for (const offset of ports.keys()) {
      const port = ports[(turn + offset) % ports.length] ?? 0;
      const answer = await passOn(incoming, body, port);
      if (!answer) continue;
      answered.set(port, (answered.get(port) ?? 0) + 1);
      return answer;
    }
    throw new Error("nobody answers");
  };
  const proxy = createServer((incoming, response) => {
    serve(incoming).then(
      (answer) => answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)),
      () => response.writeHead(502).end(),
    );
  });
  proxies.push(proxy);
  await once(proxy.listen(PROXY), "listening");
  return { origin: `http://localhost:${PROXY}`, answered };
}

/** Asks, of both replicas in turn, until so many answers running are as they should be. */
async function seenByBoth(holds: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + LAG;
  for (let running = 0; running < 4;) {
    running = (await holds()) ? running + 1 : 0;
    if (Date.now() > until) throw new Error(`it does not hold everywhere after ${LAG} ms`);
    if (running === 0) await sleep(20);
  }
}

async function balancedPair() {
  const primary = new LibsqlServer(freshFolder(), SERVER_PORT);
  await primary.start();
  const apps = PORTS.map((port) => {
    const folder = freshFolder();
    return new AppServer(port, {
      DATA_DIR: folder,
      DATABASE_URL: `file:${path.join(folder, "replica.db")}`,
      DATABASE_SYNC_URL: primary.url,
      DATABASE_SYNC_INTERVAL: "0.1",
    });
  });
  await Promise.all(apps.map((app) => app.start()));
  return { apps, ...(await startProxy(PORTS)) };
}

test("two replicas behind a proxy are one service: to sign in, to write, to read, and while one is away", async () => {
  test.setTimeout(SOAK ? 600_000 : 180_000);
  const { apps, origin, answered } = await balancedPair();
  const session = new Client(null, origin);
  const account = { name: "Ada", email: uniqueEmail("balanced"), password: PASSWORD };
  ok(await session.post("/api/setup", account), 201);
  // Each replica must know the account before either of the two can be asked to check its password.
  await seenByBoth(async () => (await session.post("/api/setup", account)).status === 409);
  await session.signIn(account.email, PASSWORD);
  for (let n = 0; n < 4; n += 1) expect(ok(await session.get("/api/me")).body.name).toBe("Ada");
  const page = await session.get("/profiles");
  expect(ok(page).text).toContain("Profiles");

  const rounds = SOAK ? 300 : 20;
  const { id } = ok(
    await session.post("/api/models/profiles", profileInput({ model_name: MODEL })),
    201,
  ).body;
  const address = profilePath(String(id));
  await seenByBoth(async () => (await session.get(address)).status === 200);
  ok(await session.patch("/api/config", { model_profiles: { primary_profile_id: id } }));
  let revision = 1;
  for (let round = 0; round < rounds; round += 1) {
    // The tag is of the data, not of a replica: each refuses what is not the newest.
    const system_prompt = `Round ${randomUUID()}`;
    const headers = { "If-Match": `"${revision}"` };
    const patched = ok(await session.patch(address, { system_prompt }, headers)).body;
    revision += 1;
    expect(patched).toMatchObject({ revision, system_prompt });
    expect((await session.patch(address, { system_prompt: "late" }, headers)).status).toBe(412);
    await seenByBoth(async () => {
      const { body } = await session.get("/api/resolve/primary");
      return body?.effective?.system_prompt === system_prompt;
    });
  }
  const counts = [...answered.values()];
  expect(Math.min(...counts)).toBeGreaterThan(0.4 * Math.max(...counts));

  expect(await apps[0]?.end()).toBe(0);
  for (let n = 0; n < 4; n += 1) ok(await session.patch(address, { description: `Alone ${n}` }));
  await apps[0]?.start();
  await seenByBoth(async () => (await session.get(address)).body?.description === "Alone 3");
  console.info(
    `balanced: ${rounds} writes read back over both replicas; answered ${counts.join(" and ")}`,
  );
});
