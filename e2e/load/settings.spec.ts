import { once } from "node:events";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import type { Json } from "../api/client";
import { ok } from "../api/world";
import { openAccount } from "./people";
import { endAll, startedWith } from "./servers";

const PORT = 3630;
const COLLECTOR = 3631;

test.afterEach(endAll);

test.describe("METRICS_OPEN_ON_LOOPBACK", () => {
  for (const TRUST_PROXY of ["0", "1"]) {
    test(`opens the metrics to this machine alone, with TRUST_PROXY=${TRUST_PROXY}`, async () => {
      const { origin } = await startedWith(PORT, { METRICS_OPEN_ON_LOOPBACK: "true", TRUST_PROXY });
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
  const server = await startedWith(PORT, {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${COLLECTOR}`,
    OTEL_SERVICE_NAME: "the lab's profiles",
  });
  const { session } = await openAccount(server.origin);
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${trace}-b7ad6b7169203331-01`;
  ok(await session.get("/api/resolve/primary", { traceparent }));
  const chat = { model: "task:primary", messages: [{ role: "user", content: "private words" }] };
  expect((await session.post("/v1/chat/completions", chat, { traceparent })).status).toBe(503);
  // What is not sent yet is sent at the end.
  expect(await server.end()).toBe(0);
  collector.close();
  const own = collector.spans.filter((span) => span.traceId === trace);
  expect(own.map((span) => String(span.name))).toContainEqual(
    expect.stringMatching(/GET \/api\/resolve\/\[task\]/),
  );
  const inference = own.find((span) => /^chat ./.test(String(span.name)));
  const operation = { key: "gen_ai.operation.name", value: { stringValue: "chat" } };
  expect(inference?.attributes).toContainEqual(operation);
  expect(JSON.stringify(inference)).not.toContain("private words");
  const [first] = own;
  expect(first.path).toBe("/v1/traces");
  const names = first.resource.attributes.filter((row: Json) => row.key === "service.name");
  expect(names).toEqual([{ key: "service.name", value: { stringValue: "the lab's profiles" } }]);
});
