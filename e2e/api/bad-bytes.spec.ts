import { expect, test } from "@playwright/test";
import { type Answer, baseUrl, Client } from "./client";
import {
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  ok,
  profilePath,
} from "./world";

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
    ["POST", "/api/reset-password"],
    ["PUT", "/api/admin/bounds"],
    ["POST", "/api/admin/bounds/preview"],
    ["PATCH", "/api/admin/settings"],
    ["PATCH", "/api/admin/users/none"],
  ];
}

type Expected = (answer: Answer) => void;
const problem =
  (status: number, code: string): Expected =>
  (answer) =>
    void expectProblem(answer, status, code);
/** A fault at this path, among what else is wrong with such a body for the call. */
const fault =
  (path: string): Expected =>
  (answer) => {
    const { errors } = expectProblem(answer, 422, "validation_failed");
    expect(errors).toContainEqual(expect.objectContaining({ path, code: "unknown_field" }));
  };
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
  ["__proto__", '{"__proto__":{"admin":true}}', fault("__proto__")],
  [
    "__proto__, escaped and deep",
    '{"parameters":{"\\u005f_proto__":1}}',
    fault("parameters.__proto__"),
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
  // The connection is kept: what comes next on it is answered.
  for (let n = 0; n < 5; n += 1) ok(await client.get("/api/me"));
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
