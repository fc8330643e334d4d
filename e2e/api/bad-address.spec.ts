import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { Client, inParallel } from "./client";
import { defaultId, makeAdmin, makeProfile, makeWriter, MODEL, ok, profilePath } from "./world";

const RUNS = process.env.SOAK === "1" ? 300 : 30;
const WIDTH = 8;
let total = 0;

test.afterAll(async () => {
  console.info(`bad addresses, queries and headers: ${total} requests`);
  expect(ok(await new Client().get("/api/health")).body.status).toBe("ok");
});

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
  "%2F",
  "a%2500",
  "%ED%A0%80",
);
/** No number: that can be a revision or a task that there is. */
const segment = fc
  .oneof(escaped, rawEscapes)
  .filter((text) => text !== "" && !/^\.+$/.test(text) && !/^\d+$/.test(text));

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
