import { existsSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Client, inParallel, type Json } from "../api/client";
import { expectProblem, ok, profileInput, profilePath } from "../api/world";
import { whileWatched } from "./bystander";
import { expectSound, withFile } from "./file";
import { createProfile, makeSecret, openAccount } from "./people";
import { AppServer, endAll, fileIn, freshFolder } from "./servers";
import { closeSockets, head, RawSocket } from "./sockets";

const PORT = 3640;
const SMALL_HEAP = "--max-old-space-size=512";

test.afterEach(async () => {
  closeSockets();
  await endAll();
});

async function startedServer(env: Record<string, string> = {}) {
  const folder = freshFolder();
  const server = new AppServer(PORT, {
    DATA_DIR: folder,
    DATABASE_URL: `file:${fileIn(folder)}`,
    LOG_LEVEL: "info",
    NODE_OPTIONS: SMALL_HEAP,
    ...env,
  });
  await server.start();
  // The first visitor of a page waits for its code to be loaded, and so does everybody else.
  await fetch(`${server.origin}/`);
  return { folder, server, origin: server.origin };
}

/** Every line of the log as JSON; a line that is none fails. */
function logOf(server: AppServer): Json[] {
  return server.output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function logged(server: AppServer, path: string): Json[] {
  return logOf(server).filter((line) => line.path === path);
}

test("100 connections that request a gigabyte and read nothing do not bring the server down", async () => {
  test.setTimeout(240_000);
  const { server, origin } = await startedServer();
  const secret = await makeSecret(origin);
  const client = new Client(secret, origin);
  const system_prompt = "A prompt that is long. ".repeat(4300);
  await inParallel(Array.from({ length: 200 }), 8, async () => {
    await createProfile(client, { system_prompt });
  });
  const request = head("GET /api/models/profiles?owner=me&limit=200", {
    Authorization: `Bearer ${secret}`,
    "X-Forwarded-For": client.address,
  });
  await whileWatched(origin, async () => {
    const attackers = Array.from({ length: 100 }, () =>
      RawSocket.send(origin, request.repeat(10), { unread: true }),
    );
    await Promise.all(attackers);
    await expect
      .poll(() => logged(server, "/api/models/profiles").some(({ status }) => status === 429), {
        timeout: 60_000,
      })
      .toBe(true);
    // The caller's own further requests wait until theirs are read; another's do not.
    expectProblem(await client.get("/api/models/profiles"), 429, "rate_limited");
    ok(await new Client(secret, origin).get("/api/me"));
    // Connections that take nothing of their response do not stay: 20 s later they are closed.
    await expect
      .poll(() => server.output.includes("its response was not read"), { timeout: 60_000 })
      .toBe(true);
    closeSockets();
  });
  // The server notices at its next turn that they are gone.
  await expect
    .poll(async () => (await client.get("/api/models/profiles?limit=1")).status)
    .toBe(200);
  expect(await server.end()).toBe(0);
});

test("a connection that sends 100,000 requests without waiting is closed, and other callers are answered", async () => {
  const { server, origin } = await startedServer();
  await whileWatched(origin, async () => {
    const flood = await RawSocket.send(origin, head("GET /").repeat(100_000));
    await flood.statusAtEnd();
    // As many as are common are answered in order.
    const few =
      head("GET /api/health").repeat(19) + head("GET /api/health", { Connection: "close" });
    const polite = await RawSocket.send(origin, few);
    await polite.statusAtEnd();
    expect(polite.received.split("HTTP/1.1 200").length - 1).toBe(20);
  });
  expect(server.output).toContain("too many requests at once");
});

test("bodies that are never finished are bounded, for pages and for REST", async () => {
  const { origin } = await startedServer();
  const client = new Client(null, origin);
  const from = { "X-Forwarded-For": client.address };
  const length = { "Content-Length": "500000" };
  const unfinished = [
    head("POST /login", { ...from, ...length, "Next-Action": "0", "Content-Type": "text/plain" }),
    head("POST /api/register", {
      ...from,
      "Content-Length": "5",
      "Content-Type": "application/json",
    }),
  ];
  await whileWatched(origin, async () => {
    for (let n = 0; n < 64; n += 1) await RawSocket.send(origin, unfinished[n % 2] ?? "");
    const next = () => client.post("/api/register", {});
    await expect.poll(async () => (await next()).status).toBe(429);
    const other = await new Client(null, origin).post("/api/register", {});
    expectProblem(other, 422, "validation_failed");
    closeSockets();
    await expect.poll(async () => (await next()).status).toBe(422);
  });
  const huge = head("POST /login", {
    "Next-Action": "0",
    "Content-Type": "text/plain",
    "Content-Length": "10000000",
  });
  const socket = await RawSocket.send(origin, huge);
  await expect.poll(() => socket.received).toContain("413");
});

test("no spelling of a path bypasses the checks of pages", async () => {
  const { origin } = await startedServer({ RATE_LIMIT: "5" });
  const address = "203.0.113.7";
  const status = async (line: string, headers: Record<string, string> = {}) => {
    const text = head(line, { ...headers, "X-Forwarded-For": address, Connection: "close" });
    return (await RawSocket.send(origin, text)).statusAtEnd();
  };
  const cross = { "Sec-Fetch-Site": "cross-site", "Next-Action": "0", "Content-Length": "0" };
  expect(await status("POST /_next/../login", cross)).toBe(403);
  expect(await status("POST /_next/static/x", cross)).toBe(403);
  expect(await status("PUT /_next/x", { "Content-Length": "0" })).toBe(405);
  for (const path of ["/_next/../login", "/_next/%2e%2e/login"]) await status(`GET ${path}`);
  for (const path of ["/login", "/_next/../login", "/_next/image?url=x"])
    expect(await status(`GET ${path}`), path).toBe(429);
});

test("at SIGTERM responses that are being sent arrive whole", async () => {
  const { server, origin } = await startedServer();
  const secret = await makeSecret(origin);
  const client = new Client(secret, origin);
  for (let n = 0; n < 12; n += 1) {
    await createProfile(client, { system_prompt: `${n} `.repeat(30_000) });
  }
  const list = "GET /api/models/profiles?owner=me";
  const request = head(list, { Authorization: `Bearer ${secret}` });
  const socket = await RawSocket.send(origin, request.repeat(12), { unread: true });
  await expect.poll(() => logged(server, "/api/models/profiles").length).toBeGreaterThan(12);
  const ended = server.end("SIGTERM");
  await sleep(1000);
  socket.resume();
  await socket.statusAtEnd();
  expect(await ended).toBe(0);
  const bodies = socket.received.split("HTTP/1.1 200 OK").slice(1);
  expect(bodies).toHaveLength(12);
  for (const text of bodies) {
    const [top = "", body = ""] = text.split("\r\n\r\n");
    expect(body.length).toBe(Number(/content-length: (\d+)/i.exec(top)?.[1]));
  }
});

test("a connection that asks for an upgrade is refused, logged and closed", async () => {
  const { server, origin } = await startedServer();
  await whileWatched(origin, async () => {
    for (const path of ["/", "/api/health", "/login", "/profiles"]) {
      const headers = {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
      };
      const socket = await RawSocket.send(origin, head(`GET ${path}`, headers));
      expect(await socket.statusAtEnd(), path).toBe(400);
    }
  });
  expect(logOf(server).filter(({ status }) => status === 400)).toHaveLength(4);
});

test("a client that offers HTTP/2 over an upgrade is answered over HTTP/1.1", async () => {
  const { origin } = await startedServer();
  const headers = { Connection: "Upgrade, HTTP2-Settings, close", Upgrade: "h2c" };
  const socket = await RawSocket.send(origin, head("GET /api/health", headers));
  expect(await socket.statusAtEnd()).toBe(200);
});

test("at SIGTERM a write in progress completes and the database is closed, whatever is half sent or idle", async () => {
  test.setTimeout(120_000);
  const { folder, server, origin } = await startedServer();
  const client = new Client(await makeSecret(origin), origin);
  const { id } = await createProfile(client);
  const halfHead = `${head("GET /api/me").trimEnd()}\r\nX-More: `;
  const halfBody = `${head("POST /api/register", {
    "Content-Type": "application/json",
    "Content-Length": "100",
  })}{"name":`;
  await inParallel(Array.from({ length: 100 }), 20, async (_item, index) => {
    await RawSocket.send(origin, index % 2 === 0 ? halfHead : halfBody);
    await RawSocket.send(origin, index % 2 === 0 ? "" : head("GET /api/health"));
  });
  let ended = Promise.resolve({ code: null as number | null, ms: 0 });
  const written = await withFile(folder, async (connection) => {
    const held = await connection.transaction("write");
    const writing = client.patch(profilePath(String(id)), { description: "written" });
    await sleep(500);
    const start = performance.now();
    ended = server.end("SIGTERM").then((code) => ({ code, ms: performance.now() - start }));
    await sleep(1000);
    await held.rollback();
    return writing;
  });
  expect(ok(written).body.description).toBe("written");
  const { code, ms } = await ended;
  console.info(`SIGTERM to exit: ${Math.round(ms)} ms`);
  expect(code).toBe(0);
  expect(ms).toBeLessThan(8000);
  const log = `${fileIn(folder)}-wal`;
  expect(existsSync(log) ? statSync(log).size : 0).toBe(0);
  expect(server.output).toContain('"msg":"stopped"');
  await expectSound(folder);
});

test("uploads that end early and bodies that are garbage are logged as information, in JSON alone", async () => {
  const { server, origin } = await startedServer();
  const { session } = await openAccount(origin);
  const forged = '{"level":60,"msg":"forged"}';
  const length = { "Content-Length": "1000" };
  const json = { "Content-Type": "application/json" };
  const action = { "Next-Action": "0".repeat(42), "Content-Type": "text/plain" };
  const form = { "Content-Type": "multipart/form-data; boundary=x" };
  const early = [
    `${head("POST /api/register", { ...json, ...length })}{"name":`,
    `${head("POST /login", { ...action, ...length })}["`,
    `${head("POST /login", { ...form, ...length })}--x`,
    `${head("POST /api/auth/callback/credentials", {
      ...length,
      "Content-Type": "application/x-www-form-urlencoded",
    })}csrf`,
  ];
  await whileWatched(origin, async () => {
    for (const text of early) {
      const socket = await RawSocket.send(origin, text);
      await sleep(100);
      socket.destroy();
    }
    for (const raw of ["garbage", `\n${forged}\n`, "[1", '["$F1"]']) {
      await session.send("POST", "/login", { raw, headers: action });
      await session.send("POST", "/login", { raw, headers: { ...action, ...form } });
      await session.send("POST", "/login", { raw, headers: form });
      await session.send("POST", "/api/keys", { raw });
    }
    const named = { ...action, "Next-Action": `x\\n${forged}` };
    await session.send("POST", "/login", { raw: "[]", headers: named });
    const garbage = await RawSocket.send(origin, `garbage\r\n\n${forged}\r\n\r\n`);
    expect(await garbage.statusAtEnd()).toBe(400);
  });
  expect(await server.end()).toBe(0);
  const lines = logOf(server);
  expect(lines.filter(({ level }) => level > 30)).toEqual([]);
  expect(lines.filter(({ msg }) => msg === "forged")).toEqual([]);
  expect(lines.filter(({ status }) => status === "aborted")).toHaveLength(3);
});

test("a body that is compressed or of another type is 415, for REST, sign-in and pages", async () => {
  const { origin } = await startedServer();
  const client = new Client(await makeSecret(origin), origin);
  const body = new Uint8Array(gzipSync(JSON.stringify(profileInput())));
  const calls: [string, Record<string, string>][] = [
    ["/api/models/profiles", { "content-encoding": "gzip" }],
    ["/api/models/profiles", { "content-type": "application/xml" }],
    [
      "/api/auth/callback/credentials",
      { "content-type": "application/x-www-form-urlencoded", "content-encoding": "gzip" },
    ],
    ["/login", { "next-action": "0", "content-type": "application/json" }],
    ["/login", { "next-action": "0", "content-type": "text/plain", "content-encoding": "br" }],
  ];
  for (const [path, headers] of calls) {
    const answer = await client.send("POST", path, { raw: body, headers });
    expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(415);
    expect(answer.text).toContain("unsupported_media_type");
  }
});

test("a write to a page that is no action of ours is refused before Next.js runs", async () => {
  const { origin } = await startedServer();
  const client = new Client(null, origin);
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: ":::" },
    { "sec-fetch-site": "cross-site" },
  ];
  const action = { "next-action": "0".repeat(42), "content-type": "text/plain" };
  for (const headers of foreign) {
    const answer = await client.send("POST", "/login", {
      raw: "[]",
      headers: { ...action, ...headers },
    });
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ code: "cross_origin", status: 403 });
  }
  const form = { "content-type": "multipart/form-data; boundary=x" };
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await client.send(method, "/login", { raw: "--x--", headers: form });
    expectProblem(answer, 405, "method_not_allowed");
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  }
});
