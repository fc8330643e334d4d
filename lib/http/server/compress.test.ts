import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { compressIfAccepted, outbox } from "./outbox";
import { forgetSingleton, listen } from "./testing";

const KIB = 1024;
const JSON_TYPE = "application/json";

let body = "";
let type = JSON_TYPE;
let hasLength = true;
const following: ServerResponse[] = [];
let server: Awaited<ReturnType<typeof listen>>;

beforeEach(async () => {
  [body, type, hasLength] = ["x".repeat(8 * KIB), JSON_TYPE, true];
  server = await listen((request, response) => {
    request.headers[ADDRESS_HEADER] = "192.0.2.1";
    compressIfAccepted(request, response);
    response.setHeader("Content-Type", type);
    if (hasLength) response.setHeader("Content-Length", Buffer.byteLength(body));
    response.end(body);
  });
});

afterEach(async () => {
  await server.close();
  following.length = 0;
  forgetSingleton("outbox");
});

async function encodingFor(accepted: string): Promise<string | null> {
  const response = await fetch(server.origin, { headers: { "accept-encoding": accepted } });
  expect(await response.text()).toBe(body);
  return response.headers.get("content-encoding");
}

/** Responses of a caller that are under way for the whole test. */
async function occupy(count: number, ip: string): Promise<void> {
  const slow = await listen((_request, response) => {
    outbox().follow(response, ip);
    following.push(response);
  });
  const before = following.length;
  for (let n = 0; n < count; n += 1) void fetch(slow.origin).catch(() => undefined);
  while (following.length < before + count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a response is compressed", () => {
  test.each([
    ["gzip", "gzip"],
    ["gzip, deflate, br", "br"],
    ["deflate", "deflate"],
  ])("for a client that accepts %s, as %s", async (accepted, encoding) => {
    expect(await encodingFor(accepted)).toBe(encoding);
  });

  test("up to 256 KiB, and its bytes are those that were sent", async () => {
    body = randomBytes(128 * KIB).toString("hex");
    expect(Buffer.byteLength(body)).toBe(256 * KIB);
    expect(await encodingFor("gzip")).toBe("gzip");
  });

  test("while a caller has 16 other responses under way", async () => {
    await occupy(16, "192.0.2.1");
    expect(await encodingFor("gzip")).toBe("gzip");
  });

  test("while other callers have a few under way", async () => {
    await occupy(17, "198.51.100.1");
    expect(await encodingFor("gzip")).toBe("gzip");
  });
});

describe("a response is sent as it is", () => {
  test("if the client accepts no compression", async () => {
    expect(await encodingFor("identity")).toBeNull();
  });

  test("beyond 256 KiB, which would be in memory twice", async () => {
    body = "x".repeat(256 * KIB + 1);
    expect(await encodingFor("gzip")).toBeNull();
  });

  test("if it is small", async () => {
    body = "x";
    expect(await encodingFor("gzip")).toBeNull();
  });

  test("if its type is compressed already", async () => {
    type = "image/png";
    expect(await encodingFor("gzip")).toBeNull();
  });

  test("while its caller has more than 16 others under way", async () => {
    await occupy(17, "192.0.2.1");
    expect(await encodingFor("gzip")).toBeNull();
  });

  test("while all callers together have more than 64 under way", async () => {
    for (let caller = 1; caller <= 5; caller += 1) await occupy(13, `198.51.100.${caller}`);
    expect(await encodingFor("gzip")).toBeNull();
  });
});

test("a response whose length is unknown is compressed as it is written", async () => {
  hasLength = false;
  body = "x".repeat(512 * KIB);
  expect(await encodingFor("gzip")).toBe("gzip");
});

test("an address of the same IPv6 network is the same caller", async () => {
  const busy = () => outbox().isBusy("2001:db8::ffff");
  await occupy(17, "2001:db8::1");
  expect(busy()).toBe(true);
  expect(outbox().isBusy("2001:db8:0:1::1")).toBe(false);
  for (const response of following) response.end();
  while (busy()) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(busy()).toBe(false);
});
