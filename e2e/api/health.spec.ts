import { expect, test } from "@playwright/test";
import { Client } from "./client";
import { expectProblem, makeProfile, makeUser, makeWriter, ok, profilePath } from "./world";

test("health tells the version, whether writes work, the database's latency and the size of the catalog", async () => {
  const { body, headers } = ok(await new Client().get("/api/health"));
  expect(Object.keys(body as object)).toEqual([
    "status",
    "version",
    "writes",
    "database",
    "catalog",
  ]);
  expect(body.status).toBe("ok");
  expect(body.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect([body.database.status, body.writes]).toEqual(["ok", "ok"]);
  expect(body.database.latency_ms).toBeGreaterThan(0);
  expect(body.catalog.models).toBeGreaterThan(0);
  expect(headers.get("cache-control")).toBe("no-store");
});

test("health answers to a bad key and a bad session too", async () => {
  ok(await new Client("mp_none").get("/api/health"));
  ok(await new Client().get("/api/health", { cookie: "authjs.session-token=x" }));
});

test("every answer forbids sniffing, framing and scripts", async () => {
  const { client } = await makeWriter();
  const answers = [
    await client.get("/api/health"),
    await client.get("/api/me"),
    await client.get("/api/none"),
    await client.send("PUT", "/api/me"),
    await new Client().get("/api/me"),
    await client.get("/api/auth/csrf"),
  ];
  for (const { headers } of answers) {
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
    expect(headers.get("x-powered-by")).toBeNull();
  }
});

test("personal answers are stored by no cache; a resolution is asked for anew each time", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const kept = async (path: string) => (await client.get(path)).headers.get("cache-control");
  for (const path of ["/api/me", "/api/keys", "/api/config", profilePath(String(id))]) {
    expect(await kept(path), path).toMatch(/no-store|private/);
  }
  expect(await kept("/api/resolve")).toBe("private, no-cache");
  expect(await kept("/api/resolve/primary")).toBe("private, no-cache");
});

test("no call by key or by session sets a cookie", async () => {
  const user = await makeUser();
  for (const path of ["/api/me", "/api/models/profiles", "/api/resolve"]) {
    expect((await user.session.get(path)).headers.getSetCookie()).toEqual([]);
  }
});

test("no answer allows another origin to read it", async () => {
  const { client } = await makeWriter();
  const answer = await client.get("/api/me", { origin: "https://evil.example" });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
});

test("a request's id is told in the failure that it got", async () => {
  const answer = await new Client().get("/api/me");
  const problem = expectProblem(answer, 401, "unauthenticated");
  expect(problem.request_id).toBe(answer.headers.get("x-request-id"));
});
