import { expect, test } from "@playwright/test";
import { Client } from "./client";
import { assign, expectProblem, makeAdmin, makeKey, makeProfile, makeWriter, ok } from "./world";

/** The value of the series with exactly these labels; 0 where it is not there yet. */
function valueIn(text: string, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  for (const line of text.split("\n")) {
    const [, found, inside = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== `model_profiles_${name}`) continue;
    const given = [...inside.matchAll(/\w+="[^"]*"/g)].map(([label]) => label);
    if (given.length === wanted.length && wanted.every((one) => given.includes(one))) {
      return Number(value);
    }
  }
  return 0;
}

async function reader() {
  const { client } = await makeKey(await makeAdmin(), ["admin"]);
  return async () => ok(await client.get("/api/metrics")).text;
}

test("requests are counted by the pattern of their address, by method and status", async () => {
  const read = await reader();
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const route = "/api/models/profiles/{id}";
  const counted = (text: string, status: string) =>
    valueIn(text, "http_requests_total", { route, method: "GET", status });
  const timed = (text: string) =>
    valueIn(text, "http_request_duration_seconds_count", { route, method: "GET" });
  const before = await read();
  ok(await client.get(`/api/models/profiles/${id}`));
  ok(await client.get(`/api/models/profiles/${id}/?`));
  expectProblem(await client.get("/api/models/profiles/none"), 404, "profile_not_found");
  await expect.poll(async () => timed(await read()) - timed(before)).toBe(3);
  const after = await read();
  expect(counted(after, "200") - counted(before, "200")).toBe(2);
  expect(counted(after, "404") - counted(before, "404")).toBe(1);
  expect(after).not.toContain(String(id));
});

test("what nobody serves makes no lines of its own", async () => {
  const read = await reader();
  const addresses = Array.from({ length: 20 }, (_, n) => `/api/none-${n}-${Date.now()}`);
  for (const address of addresses) await new Client().get(address);
  const text = await read();
  expect(text).not.toContain("none-1");
  expect(
    valueIn(text, "http_requests_total", { route: "/api/*", method: "GET", status: "401" }),
  ).toBeGreaterThanOrEqual(19);
});

test("resolutions are counted by source, kept answers too", async () => {
  const read = await reader();
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  await assign(client, "primary_profile_id", String(id));
  const counts = (text: string) => ({
    user: valueIn(text, "resolutions_total", { source: "user" }),
    system: valueIn(text, "resolutions_total", { source: "system" }),
  });
  const before = counts(await read());
  const etag = ok(await client.get("/api/resolve/primary")).headers.get("etag") ?? "";
  ok(await client.get("/api/resolve/primary"));
  ok(await client.get("/api/resolve/primary", { "If-None-Match": etag }), 304);
  ok(await client.get("/api/resolve"));
  const after = counts(await read());
  expect({ user: after.user - before.user, system: after.system - before.system }).toEqual({
    user: 4,
    system: 18,
  });
});

test("the database's time, what is kept in memory and the process are told", async () => {
  const read = await reader();
  const { client } = await makeWriter();
  await makeProfile(client);
  for (let n = 0; n < 3; n += 1) ok(await client.get("/api/config"));
  const text = await read();
  const committed = { outcome: "committed" };
  const transactions = "database_transaction_duration_seconds_count";
  expect(valueIn(text, transactions, committed)).toBeGreaterThan(0);
  expect(valueIn(text, "database_read_duration_seconds_count")).toBeGreaterThan(0);
  if (!process.env.E2E_DATABASE_URL) {
    expect(valueIn(text, "commit_cache_lookups_total", { result: "hit" })).toBeGreaterThan(0);
    expect(valueIn(text, "commit_cache_lookups_total", { result: "miss" })).toBeGreaterThan(0);
  }
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test("it is text as Prometheus reads it, and no cache may keep it", async () => {
  const { client } = await makeKey(await makeAdmin(), ["admin"]);
  const { headers, text } = ok(await client.get("/api/metrics"));
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-store");
  for (const line of text.trim().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? \S+|)$/);
  }
});

test("being on this machine opens nothing unless the setting says so", async () => {
  expectProblem(await new Client().get("/api/metrics"), 401, "unauthenticated");
  const claimed = { "x-client-loopback": "1", "x-forwarded-for": "127.0.0.1" };
  expectProblem(await new Client().get("/api/metrics", claimed), 401, "unauthenticated");
});
