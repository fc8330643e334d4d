import { once } from "node:events";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Client, type Json } from "../api/client";
import { expectProblem, ok } from "../api/world";
import { openAccount } from "./people";
import { AppServer, endAll, fileIn, freshFolder } from "./servers";

const PORT = 3630;
const COLLECTOR = 3631;

test.afterEach(endAll);

async function startedWith(env: Record<string, string>): Promise<AppServer> {
  const folder = freshFolder();
  const data = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}` };
  const server = new AppServer(PORT, { ...data, ...env });
  await server.start();
  return server;
}

test.describe("METRICS_OPEN_ON_LOOPBACK", () => {
  for (const TRUST_PROXY of ["0", "1"]) {
    test(`opens the metrics to this machine alone, with TRUST_PROXY=${TRUST_PROXY}`, async () => {
      const { origin } = await startedWith({ METRICS_OPEN_ON_LOOPBACK: "true", TRUST_PROXY });
      const get = (headers: Record<string, string> = {}, path = "/api/metrics") =>
        fetch(origin + path, { headers });
      const open = await get();
      expect(open.status).toBe(200);
      expect(await open.text()).toContain("model_profiles_http_requests_total");
      // Whatever speaks for somebody else is somebody else.
      const forwarded: Record<string, string>[] = [
        { "x-forwarded-for": "127.0.0.1" },
        { "x-forwarded-for": "192.0.2.7", "x-client-loopback": "1" },
        { forwarded: "for=127.0.0.1" },
        { via: "1.1 proxy" },
        { "x-real-ip": "127.0.0.1" },
      ];
      for (const headers of forwarded) {
        expect((await get(headers)).status, JSON.stringify(headers)).toBe(401);
      }
      for (const path of ["/api/me", "/api/admin/users", "/api/models"]) {
        expect((await get({}, path)).status, path).toBe(401);
      }
    });
  }
});

test.describe("RATE_LIMIT", () => {
  const LIMIT = 30;

  /** How many of the calls were let through before the first that was not; all later ones are not. */
  async function letThrough(call: () => Promise<{ status: number }>): Promise<number> {
    let passed = 0;
    while (passed <= LIMIT && (await call()).status !== 429) passed += 1;
    expect((await call()).status).toBe(429);
    return passed;
  }

  test("each key, person and address has its own; service keys and health have none", async () => {
    const { origin } = await startedWith({ RATE_LIMIT: String(LIMIT) });
    const { session } = await openAccount(origin);
    const keyOf = async (scope: string) => {
      const made = await session.post("/api/keys", { name: scope, scopes: [scope] });
      return new Client(String(ok(made, 201).body.secret), origin);
    };
    const [one, other, service] = [
      await keyOf("read"),
      await keyOf("read"),
      await keyOf("service"),
    ];
    expect(await letThrough(() => one.get("/api/resolve/primary"))).toBe(LIMIT);
    // Not the call is counted but the caller: what does not exist costs as much.
    expectProblem(await one.get("/api/none"), 429, "rate_limited");
    expect(await letThrough(() => other.get("/api/none"))).toBe(LIMIT);
    const refused = await one.get("/api/me");
    const { detail } = expectProblem(refused, 429, "rate_limited");
    expect(detail).toContain(`${LIMIT} requests in a minute`);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    for (let n = 0; n < 2 * LIMIT; n += 1) {
      ok(await service.get("/api/resolve/primary"));
      ok(await new Client(null, origin).get("/api/health", { "x-forwarded-for": "192.0.2.1" }));
    }
    // The person behind those keys has used up no more than what they did themselves.
    ok(await session.get("/api/me"));
    await letThrough(() => session.get("/api/me"));
    ok(await service.get("/api/resolve/primary"));
  });

  test("who has no key is counted by address, of IPv6 by network", async () => {
    const { origin } = await startedWith({ RATE_LIMIT: String(LIMIT) });
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
    const { origin } = await startedWith({ RATE_LIMIT: String(LIMIT) });
    const headers = { "x-forwarded-for": "192.0.2.9" };
    expect(await letThrough(() => fetch(`${origin}/api/auth/csrf`, { headers }))).toBe(LIMIT);
  });

  test("an address that a caller makes up is not believed: it counts as where it comes from", async () => {
    const made = (n: number) => `198.51.100.${n % 250}`;
    const direct = await startedWith({ RATE_LIMIT: String(LIMIT), TRUST_PROXY: "0" });
    let n = 0;
    const from = (origin: string, behind: string) => () =>
      fetch(`${origin}/api/models`, {
        headers: { "x-forwarded-for": `${made((n += 1))}${behind}` },
      });
    expect(await letThrough(from(direct.origin, ""))).toBe(LIMIT);
    await endAll();
    const proxied = await startedWith({ RATE_LIMIT: String(LIMIT), TRUST_PROXY: "1" });
    expect(await letThrough(from(proxied.origin, ", 192.0.2.7"))).toBe(LIMIT);
    expect((await from(proxied.origin, ", 192.0.2.8")()).status).toBe(401);
  });

  test("without it nobody is turned away", async () => {
    const { origin } = await startedWith({});
    const { session } = await openAccount(origin);
    for (let n = 0; n < 200; n += 1) ok(await session.get("/api/me"));
  });
});

/** Takes traces as a collector does (OTLP over HTTP, JSON). */
async function startCollector() {
  const spans: Json[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const plain = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
      const sent: Json = JSON.parse(plain.toString());
      for (const { resource, scopeSpans } of sent.resourceSpans) {
        for (const scope of scopeSpans) {
          spans.push(
            ...scope.spans.map((span: Json) => ({ ...span, path: request.url, resource })),
          );
        }
      }
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(COLLECTOR);
  await once(server, "listening");
  return { spans, close: () => server.close() };
}

test("OTEL_EXPORTER_OTLP_ENDPOINT: each request's trace is sent there, going on from the caller's", async () => {
  const collector = await startCollector();
  const server = await startedWith({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${COLLECTOR}`,
    OTEL_SERVICE_NAME: "the lab's profiles",
  });
  const { session } = await openAccount(server.origin);
  const trace = "0af7651916cd43dd8448eb211c80319c";
  ok(await session.get("/api/resolve/primary", { traceparent: `00-${trace}-b7ad6b7169203331-01` }));
  // What is not sent yet is sent at the end.
  expect(await server.end()).toBe(0);
  collector.close();
  const own = collector.spans.filter((span) => span.traceId === trace);
  expect(own.map((span) => String(span.name))).toContainEqual(
    expect.stringMatching(/GET \/api\/resolve\/\[task\]/),
  );
  const [first] = own;
  expect(first.path).toBe("/v1/traces");
  const names = first.resource.attributes.filter((row: Json) => row.key === "service.name");
  expect(names).toEqual([{ key: "service.name", value: { stringValue: "the lab's profiles" } }]);
});
