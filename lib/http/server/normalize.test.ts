import { type IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { normalizeRequest } from "./normalize";

interface Given {
  headers?: Record<string, string>;
  url?: string;
  hops?: number;
  peer?: string;
  openOnLoopback?: boolean;
}

/** A request as Node.js parses it, after normalization. */
function normalized({ headers = {}, url = "/", hops = 0, peer = "192.0.2.200", ...rest }: Given) {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const request = new IncomingMessage(socket);
  request.url = url;
  request.headers = Object.fromEntries(
    Object.entries({ host: "app.test", ...headers }).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  request.rawHeaders = Object.entries({ Host: "app.test", ...headers }).flat();
  const valid = normalizeRequest(request, {
    trustedHops: hops,
    requestId: "the-request",
    fallbackHost: "localhost:3000",
    openOnLoopback: rest.openOnLoopback ?? false,
  });
  return { valid, request, headers: request.headers };
}

function originIn(headers: IncomingHttpHeaders): string {
  expect(headers["x-forwarded-host"]).toBe(headers.host);
  return `${String(headers["x-forwarded-proto"])}://${String(headers.host)}`;
}

const HOSTS: [Given, string][] = [
  [{}, "http://app.test"],
  [{ headers: { host: "App.TEST:8080" } }, "http://app.test:8080"],
  [{ headers: { host: "app.test:80" } }, "http://app.test"],
  [{ headers: { host: "app.test:443" } }, "https://app.test"],
  [{ headers: { host: "[2001:DB8::1]:3000" } }, "http://[2001:db8::1]:3000"],
  [{ url: "http://other.test/x" }, "http://other.test"],
  [{ hops: 1, headers: { "x-forwarded-host": "Public.Test:443" } }, "https://public.test"],
  [
    { hops: 1, headers: { "x-forwarded-host": "public.test", "x-forwarded-proto": "HTTPS" } },
    "https://public.test",
  ],
  [
    {
      hops: 1,
      headers: { "x-forwarded-host": "public.test:443", "x-forwarded-proto": "https" },
    },
    "https://public.test",
  ],
  [
    { hops: 1, headers: { "x-forwarded-host": "public.test", "x-forwarded-port": "8443" } },
    "http://public.test:8443",
  ],
  // The client's own claim stands left of what the trusted hop added.
  [{ hops: 1, headers: { "x-forwarded-host": "evil.test, public.test" } }, "http://public.test"],
  [
    {
      hops: 2,
      headers: {
        "x-forwarded-host": "evil.test, public.test, inner.test",
        "x-forwarded-proto": "http, https, http",
      },
    },
    "https://public.test",
  ],
  [{ hops: 2, headers: { "x-forwarded-host": "public.test" } }, "http://public.test"],
  [
    { hops: 1, headers: { forwarded: 'for=192.0.2.1;host="Public.test:443";proto=https' } },
    "https://public.test",
  ],
  [
    { hops: 1, headers: { forwarded: "host=evil.test;proto=http, host=public.test;proto=https" } },
    "https://public.test",
  ],
  [{ hops: 1, headers: { forwarded: "host=;;=" } }, "http://app.test"],
  [
    { hops: 1, headers: { forwarded: "host=evil.test", "x-forwarded-host": "public.test" } },
    "http://public.test",
  ],
  [{ hops: 0, headers: { "x-forwarded-host": "evil.test" } }, "http://app.test"],
  [{ hops: 0, headers: { forwarded: "host=evil.test;proto=https" } }, "http://app.test"],
];

test.each(HOSTS)("%j is the origin %s", (given, origin) => {
  const { valid, headers } = normalized(given);
  expect(valid).toBe(true);
  expect(originIn(headers)).toBe(origin);
});

const CLIENTS: [Given, string][] = [
  [{}, "192.0.2.200"],
  [{ peer: "::ffff:192.0.2.9" }, "192.0.2.9"],
  [{ hops: 0, headers: { "x-forwarded-for": "203.0.113.5" } }, "192.0.2.200"],
  [{ hops: 1, headers: { "x-forwarded-for": "203.0.113.5" } }, "203.0.113.5"],
  [{ hops: 1, headers: { "x-forwarded-for": "198.51.100.1, 203.0.113.5" } }, "203.0.113.5"],
  [{ hops: 2, headers: { "x-forwarded-for": "6.6.6.6, 203.0.113.5, 10.0.0.1" } }, "203.0.113.5"],
  [{ hops: 1, headers: { "x-forwarded-for": "203.0.113.5:4711" } }, "203.0.113.5"],
  [{ hops: 1, headers: { "x-forwarded-for": "[2001:db8::1]:4711" } }, "2001:db8::1"],
  [{ hops: 1, headers: { forwarded: 'for="[2001:db8::1]:4711"' } }, "2001:db8::1"],
  [{ hops: 1, headers: { forwarded: "for=_hidden" } }, "192.0.2.200"],
  [{ hops: 1, headers: { "x-forwarded-for": "not an ip\\r\\n{}" } }, "192.0.2.200"],
];

test.each(CLIENTS)("%j comes from %s", (given, ip) => {
  const { headers } = normalized(given);
  expect(headers["x-client-address"]).toBe(ip);
  expect(headers["x-forwarded-for"]).toBe(ip);
});

test("a host that is no host name is reported, and nothing of it is kept", () => {
  for (const host of ["a b", "a/b", "user@host", "app.test:99999", "\\evil", "a?b"]) {
    const { valid, headers } = normalized({ headers: { host } });
    expect(valid, host).toBe(false);
    expect(headers.host).toBe("localhost:3000");
  }
});

test("a request without a host is answered at the server's own", () => {
  const { valid, headers } = normalized({ headers: { host: "" } });
  expect([valid, headers.host]).toEqual([true, "localhost:3000"]);
});

const PATHS: [string, string][] = [
  ["/api/models?q=a%20b", "/api/models?q=a%20b"],
  ["http://other.test/api/models?q=1", "/api/models?q=1"],
  ["HTTP://other.test", "/"],
  ["https://other.test?x", "/?x"],
  ["*", "*"],
  ["/_next/../login", "/login"],
  ["/_next/%2e%2E/login?a=/../b", "/login?a=/../b"],
  ["/api/./health#x", "/api/health"],
  ["/../../api", "/api"],
  ["/api/.hidden/..x", "/api/.hidden/..x"],
  ["/a%zz?b=%zz", "/a%25zz?b=%zz"],
  ["/%ff", "/%25ff"],
];

test.each(PATHS)("the target %s is the path %s", (url, path) => {
  expect(normalized({ url }).request.url).toBe(path);
});

test("what only the server sets is never taken from the client, in neither form of the headers", () => {
  const { request, headers } = normalized({
    headers: {
      "X-Request-Id": "forged",
      "X-Client-Address": "127.0.0.1",
      "X-Client-Loopback": "1",
      "X-Real-IP": "127.0.0.1",
      Forwarded: "for=127.0.0.1",
      Cookie: "kept",
    },
  });
  expect(headers).toMatchObject({ "x-request-id": "the-request", cookie: "kept" });
  expect(headers).not.toHaveProperty("x-client-loopback");
  expect(headers).not.toHaveProperty("x-real-ip");
  expect(headers).not.toHaveProperty("forwarded");
  const raw = request.rawHeaders.join("\n");
  expect(raw).not.toMatch(/forged|127\.0\.0\.1/);
  expect(raw).toContain("Cookie\nkept");
});

test("loopback is open only to a request that came through no proxy", () => {
  const here = { peer: "::1", openOnLoopback: true };
  const opened = (given: Given) => normalized(given).headers["x-client-loopback"];
  expect(opened(here)).toBe("1");
  expect(opened({ ...here, peer: "192.0.2.1" })).toBeUndefined();
  expect(opened({ ...here, openOnLoopback: false })).toBeUndefined();
  for (const name of ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"])
    expect(opened({ ...here, headers: { [name]: "x" } }), name).toBeUndefined();
});
