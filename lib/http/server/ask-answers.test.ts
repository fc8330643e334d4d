import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { ask, askAny, isTooDeep, MOST_DEPTH, type RemoteError, type Server } from "./ask";
import { listen } from "./testing";

const MEGABYTE = 1024 * 1024;
let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

interface Seen {
  method: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A server that answers every request by `answer`, and what it was asked. */
async function serverThat(answer: (response: ServerResponse) => void, set: Partial<Server> = {}) {
  const seen: Seen[] = [];
  const server = await listen((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      seen.push({ method: request.method, headers: request.headers, body });
      answer(response);
    });
  });
  ({ close } = server);
  const asked: Server = {
    ...{ url: server.origin, key: null, isLocal: true, time: 10_000 },
    ...{ signal: new AbortController().signal, left: { bytes: 64 * MEGABYTE }, ...set },
  };
  return { asked, url: new URL("/list", server.origin), seen };
}

const says =
  (status: number, text: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(text);

async function failure(call: Promise<unknown>): Promise<RemoteError> {
  return call.then(
    () => Promise.reject(new Error("it was answered")),
    (error: unknown) => error as RemoteError,
  );
}

describe("a question", () => {
  test("is a GET without a body and a key, and a POST of JSON with them", async () => {
    const { asked, url, seen } = await serverThat(says(200, '{"a":[1]}'));
    expect(await ask(asked, { url })).toEqual({ a: [1] });
    await ask({ ...asked, key: "sk-1" }, { url, body: { model: "m" } });
    expect(seen.map(({ method, body }) => [method, body])).toEqual([
      ["GET", ""],
      ["POST", '{"model":"m"}'],
    ]);
    expect(seen[0]?.headers).not.toHaveProperty("authorization");
    expect(seen[0]?.headers).not.toHaveProperty("content-type");
    expect(seen[1]?.headers).toMatchObject({
      ...{ authorization: "Bearer sk-1", accept: "application/json" },
      "content-type": "application/json",
    });
  });

  test("to this machine is refused unless the engine is local, and no request is sent", async () => {
    const { asked, url, seen } = await serverThat(says(200, "{}"), { isLocal: false });
    const { message, name } = await failure(ask(asked, { url }));
    expect([name, message]).toEqual([
      "RemoteError",
      "is refused: 127.0.0.1 is on this machine or a private network, which is only allowed for a local engine",
    ]);
    const byName = new URL(url.href.replace("127.0.0.1", "localhost"));
    expect((await failure(ask(asked, { url: byName }))).message).toMatch(/^is refused: localhost/);
    expect(seen).toEqual([]);
  });

  test("to a metadata address is refused for every engine", async () => {
    const { asked } = await serverThat(says(200, "{}"));
    const url = new URL("http://169.254.169.254/latest/meta-data");
    expect((await failure(ask(asked, { url }))).message).toBe(
      "is refused: 169.254.169.254 is a link-local or metadata address, which is refused",
    );
  });
});

describe("an answer", () => {
  test.each([
    [404, true],
    [405, true],
    [401, false],
    [500, false],
  ])("of status %i is a failure; the list may be at another URL: %j", async (status, elsewhere) => {
    const { asked, url } = await serverThat(says(status, '{"secret":1}'));
    const { message, isElsewhere } = await failure(ask(asked, { url }));
    expect(message).toBe(`answered ${url.href} with status ${status}`);
    expect(isElsewhere).toBe(elsewhere);
  });

  test.each([
    ["/other", "/other"],
    ["https://elsewhere.example/x", "https://elsewhere.example/x"],
    ["http://[", "http://["],
  ])("that redirects to %s is not followed, and says where it leads", async (location, to) => {
    const { asked, url, seen } = await serverThat(says(307, "", { location }));
    const { message } = await failure(ask(asked, { url }));
    const target = to.startsWith("/") ? new URL(to, url).href : to;
    expect(message).toMatch(`${url.href} redirects to ${target}: redirects are not followed`);
    expect(seen).toHaveLength(1);
  });

  test("that is not JSON says so, without quoting it, and the list may be at another URL", async () => {
    const { asked, url } = await serverThat(says(200, "<html>secret</html>"));
    const { message, isElsewhere } = await failure(ask(asked, { url }));
    expect(message).toBe(`answered ${url.href} with what is not JSON`);
    expect(isElsewhere).toBe(true);
  });

  test("may have as many bytes as are allowed, and not one more", async () => {
    const { asked, url } = await serverThat(says(200, `"${"x".repeat(1022)}"`));
    expect(await ask(asked, { url, mostBytes: 1024 })).toHaveLength(1022);
    expect((await failure(ask(asked, { url, mostBytes: 1023 }))).message).toMatch(
      /^answered .* with more than /,
    );
    const two = { ...asked, left: { bytes: 1500 } };
    await ask(two, { url });
    expect((await failure(ask(two, { url }))).message).toBe("answered with more than 64 MB in all");
  });

  test("is at most 8 MB if nothing else is said", async () => {
    const { asked, url } = await serverThat(says(200, " ".repeat(8 * MEGABYTE + 1)));
    expect((await failure(ask(asked, { url }))).message).toBe(
      `answered ${url.href} with more than 8 MB`,
    );
  });

  test("that is nested too deep is refused", async () => {
    const deep = MOST_DEPTH + 1;
    const { asked, url } = await serverThat(says(200, "[".repeat(deep) + "]".repeat(deep)));
    expect((await failure(ask(asked, { url }))).message).toBe(
      `answered ${url.href} with JSON nested deeper than ${MOST_DEPTH} levels`,
    );
  });

  test("that does not come in time says how long it could have taken", async () => {
    const { asked, url } = await serverThat(() => undefined);
    const controller = new AbortController();
    const waiting = ask({ ...asked, signal: controller.signal }, { url });
    controller.abort();
    expect((await failure(waiting)).message).toBe("did not answer within 10 seconds");
  });

  test("of a port where nobody listens says why", async () => {
    const { asked, url } = await serverThat(says(200, "{}"));
    await close?.();
    close = undefined;
    expect((await failure(ask(asked, { url }))).message).toBe(
      `${url.href} cannot be reached: ECONNREFUSED`,
    );
  });
});

test("where every answer counts, the status is returned, and the JSON if it is any", async () => {
  const { asked, url } = await serverThat(says(503, '{"loading":true}'));
  expect(await askAny(asked, { url })).toEqual({ status: 503, json: { loading: true } });
  await close?.();
  const text = await serverThat(says(200, "OK"));
  expect(await askAny(text.asked, { url: text.url })).toEqual({ status: 200, json: undefined });
});

describe("the depth of JSON", () => {
  const nested = (depth: number) => '{"a":['.repeat(depth / 2) + "]}".repeat(depth / 2);

  test.each<[string, string, boolean]>([
    ["as deep as allowed", nested(MOST_DEPTH), false],
    ["one level more", `[${nested(MOST_DEPTH)}]`, true],
    ["wide, not deep", `[${"[],{},".repeat(100)}[]]`, false],
    ["brackets in a text", JSON.stringify("[".repeat(100)), false],
    ["brackets after an escaped quote", JSON.stringify(`\\"${"{".repeat(100)}`), false],
    ["a text without an end", `"${"[".repeat(100)}`, false],
    ["nothing", "", false],
  ])("%s: whether it is too much is known", async (_what, text, isDeep) => {
    expect(await isTooDeep(text)).toBe(isDeep);
  });
});
