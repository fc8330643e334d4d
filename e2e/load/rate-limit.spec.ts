import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { expectProblem, ok } from "../api/world";
import { openAccount } from "./people";
import { endAll, startedWith } from "./servers";

const PORT = 3632;

test.afterEach(endAll);

test.describe("RATE_LIMIT", () => {
  const LIMIT = 30;

  /** How many of the calls were let through before the first that was not; all later ones are not. */
  async function letThrough(call: () => Promise<{ status: number }>): Promise<number> {
    let passed = 0;
    while (passed <= LIMIT && (await call()).status !== 429) passed += 1;
    expect((await call()).status).toBe(429);
    return passed;
  }

  async function keyOf(session: Client, origin: string, scope: string): Promise<Client> {
    const made = await session.post("/api/keys", { name: scope, scopes: [scope] });
    return new Client(String(ok(made, 201).body.secret), origin);
  }

  test("a user's session and 20 keys share one limit; another user, service keys and health do not", async () => {
    const { origin } = await startedWith(PORT, { RATE_LIMIT: String(LIMIT) });
    const { session } = await openAccount(origin);
    const keys: Client[] = [];
    for (let n = 0; n < 20; n += 1) keys.push(await keyOf(session, origin, "read"));
    const service = await keyOf(session, origin, "service");
    const left = LIMIT - 21;
    let turn = 0;
    const nextKey = () => keys[(turn += 1) % keys.length] ?? service;
    expect(await letThrough(() => nextKey().get("/api/resolve/primary"))).toBe(left);
    // Not the call is counted but the caller: what does not exist costs as much.
    expectProblem(await nextKey().get("/api/none"), 429, "rate_limited");
    const refused = await session.get("/api/me");
    const { detail } = expectProblem(refused, 429, "rate_limited");
    expect(detail).toContain(`${LIMIT} requests per minute`);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    for (let n = 0; n < 2 * LIMIT; n += 1) {
      ok(await service.get("/api/resolve/primary"));
      ok(await new Client(null, origin).get("/api/health", { "x-forwarded-for": "192.0.2.1" }));
    }
    const other = await openAccount(origin);
    expect(await letThrough(() => other.session.get("/api/me"))).toBe(LIMIT);
  });

  test("pages and server actions count as calls of the API do", async () => {
    const { origin } = await startedWith(PORT, { RATE_LIMIT: String(LIMIT) });
    const { session } = await openAccount(origin);
    for (let n = 0; n < 10; n += 1) ok(await session.get("/profiles"));
    const action = { headers: { "next-action": "0".repeat(42), "content-type": "text/plain" } };
    for (let n = 0; n < 10; n += 1) {
      const answer = await session.send("POST", "/profiles", { ...action, raw: "[]" });
      expect(answer.status).not.toBe(429);
    }
    expect(await letThrough(() => session.get("/api/me"))).toBe(LIMIT - 20);
    const page = await session.get("/profiles");
    expect(page.status).toBe(429);
    expect(Number(page.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await session.send("POST", "/profiles", { ...action, raw: "[]" })).status).toBe(429);
    // Files that browsers load with a page are not counted; other names are pages that are not there.
    ok(await session.get("/icon.svg"));
    expect((await session.get("/none.svg")).status).toBe(429);
  });

  test("a signed-out IP address is limited on pages and server actions too", async () => {
    const { origin } = await startedWith(PORT, { RATE_LIMIT: String(LIMIT) });
    await openAccount(origin);
    const from = (address: string, init: RequestInit = {}) =>
      fetch(`${origin}/login`, {
        ...init,
        headers: { "x-forwarded-for": address, ...(init.headers as Record<string, string>) },
      });
    expect(await letThrough(() => from("192.0.2.20"))).toBe(LIMIT);
    const action = { method: "POST", body: "[]", headers: { "next-action": "0".repeat(42) } };
    expect(await letThrough(() => from("192.0.2.21", action))).toBe(LIMIT);
    expect((await from("192.0.2.22")).status).toBe(200);
  });

  test("callers without a key are counted by IP address, in IPv6 by network", async () => {
    const { origin } = await startedWith(PORT, { RATE_LIMIT: String(LIMIT) });
    const from = (address: string) => () =>
      fetch(`${origin}/api/models`, { headers: { "x-forwarded-for": address } });
    expect(await letThrough(from("192.0.2.7"))).toBe(LIMIT);
    expect((await from("192.0.2.8")()).status).toBe(401);
    let host = 0;
    const ofNetwork = () => from(`2001:db8:1:2::${(host += 1).toString(16)}`)();
    expect(await letThrough(ofNetwork)).toBe(LIMIT);
    expect((await from("2001:db8:1:3::1")()).status).toBe(401);
  });

  test("holds for the addresses of sign-in too", async () => {
    const { origin } = await startedWith(PORT, { RATE_LIMIT: String(LIMIT) });
    const headers = { "x-forwarded-for": "192.0.2.9" };
    expect(await letThrough(() => fetch(`${origin}/api/auth/csrf`, { headers }))).toBe(LIMIT);
  });

  test("a forged IP address is ignored: the caller counts by the real one", async () => {
    const made = (n: number) => `198.51.100.${n % 250}`;
    const direct = await startedWith(PORT, { RATE_LIMIT: String(LIMIT), TRUST_PROXY: "0" });
    let n = 0;
    const from = (origin: string, behind: string) => () =>
      fetch(`${origin}/api/models`, {
        headers: { "x-forwarded-for": `${made((n += 1))}${behind}` },
      });
    expect(await letThrough(from(direct.origin, ""))).toBe(LIMIT);
    await endAll();
    const proxied = await startedWith(PORT, { RATE_LIMIT: String(LIMIT), TRUST_PROXY: "1" });
    expect(await letThrough(from(proxied.origin, ", 192.0.2.7"))).toBe(LIMIT);
    expect((await from(proxied.origin, ", 192.0.2.8")()).status).toBe(401);
  });

  test("without a limit no caller is refused", async () => {
    const { origin } = await startedWith(PORT, {});
    const { session } = await openAccount(origin);
    for (let n = 0; n < 200; n += 1) ok(await session.get("/api/me"));
  });
});
