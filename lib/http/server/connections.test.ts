import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { Connections } from "./connections";
import { listen, sendRaw } from "./testing";

interface Held {
  url: string;
  response: ServerResponse;
}

let connections: Connections;
let server: Awaited<ReturnType<typeof listen>>;
let started: Held[] = [];
let refusedUploads = 0;
const open: (() => void)[] = [];

beforeEach(async () => {
  started = [];
  refusedUploads = 0;
  server = await listen(
    (request, response) => {
      connections.inTurn(request, response, () => {
        request.headers[ADDRESS_HEADER] = String(request.headers["x-from"] ?? "192.0.2.1");
        if (connections.hasTooManyUploads(request)) refusedUploads += 1;
        started.push({ url: request.url ?? "", response });
      });
    },
    (http) => (connections = new Connections(http)),
  );
});

afterEach(async () => {
  for (const destroy of open) destroy();
  open.length = 0;
  await server.close();
});

async function send(text: string) {
  const sent = await sendRaw(server.port, text);
  open.push(() => sent.state.socket.destroy());
  return sent;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: app.test\r\n\r\n`;
const upload = (from: string) =>
  `POST /upload HTTP/1.1\r\nHost: app.test\r\nX-From: ${from}\r\nContent-Length: 5\r\n\r\n{`;
const urls = () => started.map(({ url }) => url);

async function answer(index: number, text: string): Promise<void> {
  await expect.poll(() => started.length).toBeGreaterThan(index);
  started[index]?.response.end(text);
}

describe("requests of one connection", () => {
  test("are started one after another, in order, each after the response before it", async () => {
    const { state } = await send(get("/a") + get("/b") + get("/c"));
    await expect.poll(urls).toEqual(["/a"]);
    await answer(0, "first");
    await expect.poll(urls).toEqual(["/a", "/b"]);
    await answer(1, "second");
    await answer(2, "third");
    await expect.poll(() => state.received).toContain("third");
    expect(state.received.match(/first|second|third/g)).toEqual(["first", "second", "third"]);
  });

  test("do not wait for those of another", async () => {
    await send(get("/slow"));
    await expect.poll(urls).toEqual(["/slow"]);
    await send(get("/other"));
    await expect.poll(urls).toEqual(["/slow", "/other"]);
  });

  test("are not started once the client is gone", async () => {
    const { state, closed } = await send(get("/a") + get("/b"));
    await expect.poll(urls).toEqual(["/a"]);
    state.socket.destroy();
    await closed;
    await expect.poll(() => started[0]?.response.destroyed).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(urls()).toEqual(["/a"]);
  });

  test("may be 64 at once; the connection that sends more is closed", async () => {
    const { closed } = await send(get("/x").repeat(80));
    await closed;
    expect(urls()).toEqual(["/x"]);
    await send(get("/y"));
    await expect.poll(urls).toContain("/y");
  });
});

describe("bodies on their way", () => {
  test("of one caller are at most 64; other callers have their own", async () => {
    for (let n = 0; n < 64; n += 1) await send(upload("192.0.2.1"));
    await expect.poll(() => started).toHaveLength(64);
    expect(refusedUploads).toBe(0);
    await send(upload("192.0.2.1"));
    await expect.poll(() => refusedUploads).toBe(1);
    await send(upload("198.51.100.1"));
    await expect.poll(() => started).toHaveLength(66);
    expect(refusedUploads).toBe(1);
  });

  test("do not count a request without a body", async () => {
    for (let n = 0; n < 64; n += 1) await send(upload("192.0.2.1"));
    await expect.poll(() => started).toHaveLength(64);
    await send(get("/read"));
    await expect.poll(urls).toContain("/read");
    expect(refusedUploads).toBe(0);
  });

  test("count no more once their connection is gone", async () => {
    for (let n = 0; n < 64; n += 1) await send(upload("192.0.2.1"));
    await expect.poll(() => started).toHaveLength(64);
    for (const destroy of open.splice(0, 8)) destroy();
    await expect.poll(() => started.filter(({ response }) => response.destroyed)).toHaveLength(8);
    await send(upload("192.0.2.1"));
    await expect.poll(() => started).toHaveLength(65);
    expect(refusedUploads).toBe(0);
  });
});

describe("when the server ends", () => {
  test("idle connections close, and a request in progress gets its response", async () => {
    const { closed: idle } = await send("");
    const { state, closed } = await send(get("/slow"));
    await expect.poll(urls).toEqual(["/slow"]);
    const ended = connections.end();
    await idle;
    expect(state.socket.destroyed).toBe(false);
    started[0]?.response.end("done");
    await closed;
    await ended;
    expect(state.received).toContain("done");
  });

  test("no new connection is taken", async () => {
    const ended = connections.end();
    await expect(fetch(server.origin)).rejects.toThrow();
    await ended;
  });
});
