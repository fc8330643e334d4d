import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { log } from "@/lib/runtime/log";
import { metrics } from "@/lib/runtime/metrics";
import { logWhenDone, readRoutePatterns, rejectInvalid, routePatterns } from "./request-log";
import { listen, sendRaw } from "./testing";

let server: Awaited<ReturnType<typeof listen>>;
const lines = () => vi.mocked(log().info).mock.calls.map(([line]) => line);

beforeEach(async () => {
  vi.spyOn(log(), "info").mockImplementation(() => undefined);
  metrics().requests.reset();
  server = await listen((request, response) => {
    request.headers[REQUEST_ID_HEADER] = "the-request";
    logWhenDone(request, response, (path) => (path === "/known" ? path : "none"));
    if (request.url?.startsWith("/hang")) return;
    response.statusCode = request.url?.startsWith("/known") ? 200 : 404;
    response.end("done");
  });
});

afterEach(() => server.close());

async function counted(): Promise<unknown[]> {
  const { values } = await metrics().requests.get();
  return values.map(({ labels, value }) => ({ ...labels, value }));
}

describe("an answered request", () => {
  test("is one line of the log, without its query", async () => {
    await fetch(`${server.origin}/known?q=what+a+person+searched`);
    await expect.poll(lines).toHaveLength(1);
    const [{ ms, ...line }] = lines() as [Record<string, unknown>];
    expect(ms).toBeTypeOf("number");
    expect(line).toEqual({
      request_id: "the-request",
      method: "GET",
      path: "/known",
      status: 200,
    });
  });

  test("counts by its route, method and status; paths that there are not count as one", async () => {
    await fetch(`${server.origin}/known`);
    for (const path of ["/wp-login.php", "/.env"]) await fetch(server.origin + path);
    await expect.poll(lines).toHaveLength(3);
    expect(await counted()).toEqual([
      { route: "/known", method: "GET", status: 200, value: 1 },
      { route: "none", method: "GET", status: 404, value: 2 },
    ]);
  });

  test("for a file of the build is counted and not logged", async () => {
    await fetch(`${server.origin}/_next/static/a.js`);
    await expect.poll(counted).toHaveLength(1);
    expect(lines()).toEqual([]);
  });
});

test("a request whose client leaves before the response is aborted", async () => {
  const { state } = await sendRaw(server.port, "GET /hang HTTP/1.1\r\nHost: x\r\n\r\n");
  setTimeout(() => state.socket.destroy(), 50);
  await expect.poll(lines).toMatchObject([{ path: "/hang", status: "aborted" }]);
  expect(await counted()).toMatchObject([{ status: "aborted", value: 1 }]);
});

describe("bytes that are no HTTP request", () => {
  const answerTo = (code: string | undefined): string => {
    const socket = new PassThrough();
    const written: string[] = [];
    socket.on("data", (data: Buffer) => written.push(data.toString()));
    vi.spyOn(socket, "end").mockImplementation((text: unknown) => {
      written.push(String(text));
      return socket;
    });
    rejectInvalid(Object.assign(new Error("garbage"), code === undefined ? {} : { code }), socket);
    expect(socket.destroyed).toBe(true);
    return written.join("");
  };

  test.each([
    ["HPE_HEADER_OVERFLOW", "431 Request Header Fields Too Large"],
    ["ERR_HTTP_REQUEST_TIMEOUT", "408 Request Timeout"],
    ["HPE_INVALID_METHOD", "400 Bad Request"],
    [undefined, "400 Bad Request"],
  ])("%s is answered with %s, and the connection closed", (code, status) => {
    const text = answerTo(code);
    expect(text).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    expect(lines()).toEqual([{ code: code ?? "Error" }]);
  });

  test("from a connection that takes nothing any more are only logged", () => {
    const socket = new PassThrough();
    socket.destroy();
    const end = vi.spyOn(socket, "end");
    rejectInvalid(Object.assign(new Error("reset"), { code: "ECONNRESET" }), socket);
    expect(end).not.toHaveBeenCalled();
    expect(lines()).toEqual([{ code: "ECONNRESET" }]);
  });
});

const patternOf = routePatterns({
  staticRoutes: ["/", "/api/models", "/profiles"].map((page) => ({ page, regex: "" })),
  dynamicRoutes: [
    { page: "/api/keys/[id]", regex: "^/api/keys/([^/]+?)(?:/)?$" },
    { page: "/api/auth/[...nextauth]", regex: "^/api/auth/(.+?)(?:/)?$" },
    { page: "/api/[[...path]]", regex: "^/api(?:/(.+?))?(?:/)?$" },
  ],
});

describe("the pattern of an address", () => {
  test.each([
    ["/", "/"],
    ["/profiles", "/profiles"],
    ["/api/models/", "/api/models"],
    ["/api/keys/5f0f3b52", "/api/keys/{id}"],
    ["/api/keys/5f0f3b52/", "/api/keys/{id}"],
    ["/api/auth/callback/credentials", "/api/auth/*"],
    ["/api/keys/a/b", "/api/*"],
    ["/_next/static/chunks/a.js", "/_next/*"],
    ["/wp-login.php", "none"],
    ["//", "/"],
  ])("%s is %s", (address, pattern) => {
    expect(patternOf(address)).toBe(pattern);
  });

  test("is one for all where the build has told none", () => {
    expect(readRoutePatterns("none")("/api/keys/1")).toBe("any");
  });
});
