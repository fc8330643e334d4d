import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { testWorld } from "@/lib/testing";
import { refusedEarly, refusedForPage } from "./refusal";
import { listen, sendRaw, serveWorld, setRateLimit } from "./testing";

const world = testWorld();
serveWorld(world);

type Checks = Parameters<typeof refusedEarly>[2];

const FINE: Checks = { hasValidHost: true, hasTooManyUploads: false };
let checks = FINE;
let server: Awaited<ReturnType<typeof listen>>;

beforeEach(async () => {
  checks = FINE;
  server = await listen((request, response) => {
    request.headers[REQUEST_ID_HEADER] = "the-request";
    if (refusedEarly(request, response, checks)) return;
    void refusedForPage(request, response).then((refused) => {
      if (!refused) response.end("answered by a page");
    });
  });
});

afterEach(async () => {
  await server.close();
});

/** What the server answers to a request line with headers, and perhaps a body. */
async function answerTo(line: string, headers: Record<string, string> = {}, body = "") {
  const lines = Object.entries({ Host: "app.test", ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const { state } = await sendRaw(
    server.port,
    `${line} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
  );
  await expect.poll(() => state.received).toContain("\r\n\r\n");
  const [head = ""] = state.received.split("\r\n\r\n");
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
  state.socket.destroy();
  return { status, head: head.toLowerCase(), text: state.received };
}

describe("before any route or page", () => {
  test("a host that is none is refused", async () => {
    checks = { ...FINE, hasValidHost: false };
    const { status, text } = await answerTo("GET /");
    expect(status).toBe(400);
    expect(text).toContain('"invalid_query"');
    expect(text).toContain('"request_id":"the-request"');
  });

  test("an upload beyond what may be on its way is refused, and its connection closed", async () => {
    checks = { ...FINE, hasTooManyUploads: true };
    const { status, head } = await answerTo("POST /");
    expect(status).toBe(429);
    expect(head).toContain("retry-after: 1");
    expect(head).toContain("connection: close");
  });

  test.each(["websocket", "h2c, websocket", "TLS/1.0"])(
    "a change of protocol to %s is refused",
    async (protocol) => {
      const { status, head } = await answerTo("GET /", {
        Connection: "upgrade",
        Upgrade: protocol,
      });
      expect(status).toBe(400);
      expect(head).toContain("connection: close");
    },
  );

  test("an offer of HTTP/2 is passed over", async () => {
    const { status } = await answerTo("GET /", { Connection: "upgrade", Upgrade: "h2c" });
    expect(status).toBe(200);
  });

  test.each(["TRACE", "PROPFIND", "LINK"])("the method %s is refused", async (method) => {
    const { status, head } = await answerTo(`${method} /`);
    expect(status).toBe(405);
    expect(head).toContain("allow: get, head, post, put, patch, delete, options");
  });

  test("the target * answers OPTIONS alone", async () => {
    expect((await answerTo("OPTIONS *")).status).toBe(204);
    const { status, text } = await answerTo("GET *");
    expect(status).toBe(404);
    expect(text).toContain('"route_not_found"');
  });
});

const ACTION = { "Next-Action": "0".repeat(42), "Content-Type": "text/plain;charset=UTF-8" };

describe("a write to a page", () => {
  test("is let through as a server action of our own pages", async () => {
    for (const headers of [
      ACTION,
      { ...ACTION, Origin: "http://app.test", "Sec-Fetch-Site": "same-origin" },
      { ...ACTION, "Content-Type": "multipart/form-data; boundary=x" },
      { ...ACTION, "Content-Encoding": "identity" },
    ]) {
      const { text } = await answerTo("POST /login", { ...headers, "Content-Length": "2" }, "[]");
      expect(text, JSON.stringify(headers)).toContain("answered by a page");
    }
  });

  test.each([
    ["another origin", { Origin: "https://evil.example" }, 403, "cross_origin"],
    ["no origin at all", { Origin: "null" }, 403, "cross_origin"],
    ["a broken origin", { Origin: ":::" }, 403, "cross_origin"],
    ["a sibling site", { "Sec-Fetch-Site": "same-site" }, 403, "cross_origin"],
    ["JSON", { "Content-Type": "application/json" }, 415, "unsupported_media_type"],
    ["no type", { "Content-Type": "" }, 415, "unsupported_media_type"],
    ["a longer type", { "Content-Type": "text/plainer" }, 415, "unsupported_media_type"],
    ["compression", { "Content-Encoding": "gzip" }, 415, "unsupported_media_type"],
    ["too long a body", { "Content-Length": "524289" }, 413, "payload_too_large"],
  ])("with %s is refused, as text for the page that asked", async (_with, more, status, code) => {
    const answer = await answerTo("POST /login", { "Content-Length": "0", ...ACTION, ...more });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`"${code}"`);
    expect(answer.head).toContain("content-type: text/plain");
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])(
    "by %s without an action is 405, as a problem",
    async (method) => {
      const { status, head } = await answerTo(`${method} /login`, { "Content-Length": "0" });
      expect(status).toBe(405);
      expect(head).toContain("allow: get, head\r\n");
      expect(head).toContain("content-type: application/problem+json");
    },
  );
});

describe("the rate limit of pages", () => {
  test("counts pages, and neither files nor routes, which count themselves", async () => {
    setRateLimit(1);
    expect((await answerTo("GET /login")).status).toBe(200);
    const refused = await answerTo("GET /login");
    expect([refused.status, refused.text.includes('"rate_limited"')]).toEqual([429, true]);
    for (const path of ["/_next/static/a.js", "/favicon.ico", "/icon.svg?x", "/api/health", "/api"])
      expect((await answerTo(`GET ${path}`)).status, path).toBe(200);
    for (const path of ["/apis", "/_next/image?url=x", "/favicon.ico/x", "/_next/data"])
      expect((await answerTo(`GET ${path}`)).status, path).toBe(429);
  });
});
