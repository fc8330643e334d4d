import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { type Answer, baseUrl, Client, inParallel } from "./client";
import {
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  profilePath,
} from "./world";

const SOAK = process.env.SOAK === "1";
const RUNS = SOAK ? 300 : 30;
const WIDTH = 8;
let total = 0;

test.afterAll(async () => {
  console.info(`bad bytes: ${total} requests`);
  expect(ok(await new Client().get("/api/health")).body.status).toBe("ok");
});

/** Every call that reads a body, as a writer and an admin may make it. */
function writes(path: string): [string, string][] {
  return [
    ["POST", "/api/models/profiles"],
    ["PUT", path],
    ["PATCH", path],
    ["POST", `${path}/duplicate`],
    ["PUT", "/api/config"],
    ["PATCH", "/api/config"],
    ["POST", "/api/keys"],
    ["POST", "/api/register"],
    ["POST", "/api/setup"],
    ["PATCH", "/api/admin/settings"],
    ["PATCH", "/api/admin/users/none"],
  ];
}

type Expected = (answer: Answer) => void;
const problem =
  (status: number, code: string): Expected =>
  (answer) =>
    void expectProblem(answer, status, code);
const malformed = problem(400, "malformed_json");
const utf8 = (text: string) => new TextEncoder().encode(text);
const nested = (open: string, close: string, depth: number) =>
  `{"parameters":${open.repeat(depth)}1${close.repeat(depth)}}`;

/** Bodies that are no JSON we read, and the answer to each. */
const BODIES: readonly [string, string | Uint8Array, Expected][] = [
  ["not JSON", "hello", malformed],
  ["cut off", '{"name":', malformed],
  ["a trailing comma", '{"name":"x",}', malformed],
  ["a comment", '{/* */"name":"x"}', malformed],
  ["single quotes", "{'name':'x'}", malformed],
  ["NaN", '{"parameters":{"temperature":NaN}}', malformed],
  ["Infinity", '{"parameters":{"temperature":-Infinity}}', malformed],
  ["two values", "{}{}", malformed],
  ["only spaces", "   \n", malformed],
  ["a raw control character", '{"name":"a\u0001b"}', malformed],
  ["a key twice", '{"name":"a","name":"b"}', malformed],
  ["a key twice, once escaped", '{"name":"a","n\\u0061me":"b"}', malformed],
  ["a key twice, deep", '{"parameters":{"top_k":1,"top_k":2}}', malformed],
  ["invalid UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), malformed],
  ["an overlong form", new Uint8Array([0x22, 0xc0, 0x80, 0x22]), malformed],
  ["a surrogate in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), malformed],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]), malformed],
  ["lists in lists", nested("[", "]", 100), malformed],
  ["lists in lists, a hundred thousand", nested("[", "]", 100_000), malformed],
  ["objects in objects", nested('{"a":', "}", 40_000), malformed],
  ["over 256 KiB", `{"name":"${"x".repeat(256 * 1024)}"}`, problem(413, "payload_too_large")],
  ["10 MB", utf8(" ".repeat(10_000_000)), problem(413, "payload_too_large")],
  ["__proto__", '{"__proto__":{"admin":true}}', (answer) => void expectFaults(answer, "__proto__")],
  [
    "__proto__, escaped and deep",
    '{"parameters":{"\\u005f_proto__":1}}',
    (answer) => void expectFaults(answer, "parameters.__proto__"),
  ],
  ["null", "null", problem(422, "validation_failed")],
  ["a number", "1", problem(422, "validation_failed")],
  ["text", '"x"', problem(422, "validation_failed")],
  ["a list", "[]", problem(422, "validation_failed")],
  ["true", "true", problem(422, "validation_failed")],
];

for (const [name, raw, check] of BODIES) {
  test(`a body that is ${name}: refused by every call, and nothing changes`, async () => {
    const { client } = await makeWriter();
    const admin = await makeAdmin();
    const profile = await makeProfile(client);
    const path = profilePath(String(profile.id));
    for (const [method, target] of writes(path)) {
      const caller = target.startsWith("/api/admin") ? admin.session : client;
      total += 1;
      check(await caller.send(method, target, { raw }));
    }
    expect(ok(await client.get(path)).body).toEqual(profile);
  });
}

test("a body that comes in pieces without a length is cut off at 256 KiB too", async () => {
  const { client } = await makeWriter();
  const chunk = utf8(" ".repeat(64 * 1024));
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      if (sent > 8) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const response = await fetch(`${baseUrl()}/api/models/profiles`, {
    method: "POST",
    headers: { authorization: `Bearer ${client.key ?? ""}`, "content-type": "application/json" },
    body,
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(413);
  await response.text();
});

const TYPES: readonly [string, boolean][] = [
  ["application/json", true],
  ["application/json; charset=utf-8", true],
  ['application/json;charset="UTF-8"', true],
  ["APPLICATION/JSON; Charset=UTF8", true],
  ["application/merge-patch+json", true],
  ["application/json; charset=utf-16", false],
  ["application/json; charset=iso-8859-1", false],
  ["application/jsonx", false],
  ["application/x-www-form-urlencoded", false],
  ["multipart/form-data; boundary=x", false],
  ["text/plain", false],
  ["text/json", false],
  ["", false],
  ["*/*", false],
  [";", false],
];
for (const [type, taken] of TYPES) {
  test(`a body of type "${type}" is ${taken ? "read" : "415"}`, async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    for (const [method, path] of writes(profilePath(String(id))).slice(0, 7)) {
      const headers = { "content-type": type };
      const answer = await client.send(method, path, { raw: '{"nothing":1}', headers });
      total += 1;
      if (taken)
        expectFaults(answer, ...(answer.body.errors as { path: string }[]).map((f) => f.path));
      else expectProblem(answer, 415, "unsupported_media_type");
    }
  });
}

/** Fails on an answer that is a failure of the server's own, or no problem though it refuses. */
async function survives(client: Client, method: string, path: string, headers = {}, raw?: string) {
  total += 1;
  const answer = await client.send(method, path, {
    headers,
    ...(raw === undefined ? {} : { raw }),
  });
  expect(answer.status, `${method} ${path} ${JSON.stringify(headers)}`).toBeLessThan(500);
  if (answer.status >= 400) {
    expect(answer.headers.get("content-type"), path).toBe("application/problem+json");
  }
  return answer;
}

const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "0",
    "-1",
    "1e400",
    "NaN",
    "\0",
    "\ud800",
    "%",
    "..",
    "'--",
    "*",
  ),
  fc.string({ minLength: 500, maxLength: 2000 }),
);
const escaped = word.map((text) => encodeURIComponent(text.toWellFormed()));
const rawEscapes = fc.constantFrom(
  "%",
  "%zz",
  "%ff",
  "%F0%28",
  "%00",
  "%2e%2e",
  "%2F",
  "a%2500",
  "%ED%A0%80",
);
const segment = fc.oneof(escaped, rawEscapes).filter((text) => text !== "" && !/^\.+$/.test(text));

test("any text in a path leads nowhere or somewhere, never to a failure", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const places: ((text: string) => [string, string])[] = [
    (text) => ["GET", profilePath(text)],
    (text) => ["PATCH", profilePath(text)],
    (text) => ["DELETE", profilePath(text)],
    (text) => ["GET", `${profilePath(text)}/revisions`],
    (text) => ["POST", `${profilePath(String(id))}/revisions/${text}/restore`],
    (text) => ["GET", `/api/models/${text}`],
    (text) => ["GET", `/api/resolve/${text}`],
    (text) => ["DELETE", `/api/keys/${text}`],
    (text) => ["GET", `/api/${text}`],
    (text) => ["GET", `/api/resolve/primary?user_id=${text}`],
  ];
  await fc.assert(
    fc.asyncProperty(segment, async (text) => {
      await inParallel(places, WIDTH, async (place) => {
        const [method, path] = place(text);
        const answer = await survives(
          client,
          method,
          path,
          {},
          method === "PATCH" ? "{}" : undefined,
        );
        expect([400, 401, 403, 404, 405, 412, 422], `${path} ${answer.text}`).toContain(
          answer.status,
        );
      });
    }),
    { numRuns: RUNS },
  );
});

test("any query of a list is answered or refused, never a failure", async () => {
  const { client } = await makeWriter();
  const { session } = await makeAdmin();
  const { id } = await makeProfile(client);
  const lists: [Client, string][] = [
    [client, "/api/models/profiles"],
    [client, "/api/models"],
    [client, `${profilePath(String(id))}/revisions`],
    [session, "/api/admin/users"],
    [session, "/api/admin/audit"],
    [client, "/api/resolve"],
  ];
  const members = [
    "limit",
    "cursor",
    "sort",
    "q",
    "type",
    "model",
    "owner",
    "task",
    "family",
    "role",
    "since",
    "actor",
    "strict",
  ];
  const cursor = fc
    .tuple(
      fc.constantFrom(
        "name",
        "-name",
        "type",
        "-updated_at",
        "size",
        "-revision",
        "created_at",
        "-created_at",
      ),
      fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.double(), fc.string({ unit: "binary" })),
      fc.oneof(fc.string(), fc.constantFrom(defaultId(3), MODEL)),
    )
    .map((value) => Buffer.from(JSON.stringify(value)).toString("base64url"));
  const query = fc.oneof(
    fc
      .dictionary(fc.constantFrom(...members), fc.oneof(word, cursor), { maxKeys: 3 })
      .map((fields) =>
        Object.entries(fields)
          .map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`)
          .join("&"),
      ),
    cursor.chain((value) =>
      fc
        .constantFrom("name", "-name", "type", "size", "-updated_at")
        .map((sort) => `sort=${sort}&cursor=${value}`),
    ),
    cursor.map((value) => `cursor=${value}`),
    rawEscapes.map((text) => `q=${text}`),
  );
  await fc.assert(
    fc.asyncProperty(query, async (text) => {
      await inParallel(lists, WIDTH, async ([caller, path]) => {
        const answer = await survives(caller, "GET", `${path}?${text}`);
        expect([200, 400, 403, 404, 409], `${path}?${text} ${answer.text.slice(0, 300)}`).toContain(
          answer.status,
        );
      });
    }),
    { numRuns: RUNS * 2 },
  );
});

test("any If-Match but the current revision, and any other header, is no way to harm", async () => {
  const { client } = await makeWriter();
  const profile = await makeProfile(client);
  const path = profilePath(String(profile.id));
  const ascii = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  });
  const tag = fc
    .oneof(
      ascii,
      fc
        .array(
          ascii.map((text) => `W/"${text}"`),
          { maxLength: 4 },
        )
        .map((tags) => tags.join(",")),
      fc.integer().map((n) => `"${n}"`),
    )
    .filter((text) => !/(^|,)\s*("1"|\*)\s*(,|$)/.test(text));
  const names = [
    "authorization",
    "cookie",
    "origin",
    "x-forwarded-for",
    "x-request-id",
    "accept",
    "if-none-match",
    "x-client-address",
    "range",
  ];
  await fc.assert(
    fc.asyncProperty(tag, fc.constantFrom(...names), ascii, async (ifMatch, name, value) => {
      const headers = { "if-match": ifMatch };
      const answer = await survives(client, "PATCH", path, headers, "{}");
      expect(answer.status, ifMatch).toBe(412);
      await survives(client, "GET", path, { [name]: value });
      await survives(new Client(), "GET", "/api/me", { [name]: value });
    }),
    { numRuns: RUNS * 2 },
  );
  expect(ok(await client.get(path)).body).toEqual(profile);
});
