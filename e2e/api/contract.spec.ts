import { expect, test } from "@playwright/test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { healthContract } from "@/lib/health/contract";
import { CONTRACT } from "@/lib/http/reference/contract";
import { type Endpoint, errorFormatOf, type Example, successOf } from "@/lib/http/endpoint";
import { type Answer, Client, type Json } from "./client";
import { makeEngine, removeEngines } from "./model-server";
import {
  defaultId,
  makeAccount,
  inviteUser,
  makeConfirmedAdmin,
  makeKey,
  makeProfile,
  makeUser,
  makeWriter,
  MODEL,
  ok,
  removeBounds,
  trashProfile,
  tuneTask,
  uniqueEmail,
  type User,
} from "./world";

interface Case {
  endpoint: Endpoint;
  example: Example;
}

const CASES: readonly Case[] = CONTRACT.flatMap((endpoint) =>
  endpoint.examples.map((example) => ({ endpoint, example })),
);

const ERROR_TYPES = { problem: "application/problem+json", openai: "application/json" } as const;

/** Path parameters that an example leaves open: things of the caller's own. */
async function paramsFor(endpoint: Endpoint, user: User): Promise<Record<string, string>> {
  const { path, method } = endpoint;
  if (path.startsWith("/api/models/profiles/")) {
    return { id: String((await makeProfile(user.session)).id), n: "1" };
  }
  if (path.endsWith("/keys/{key}")) {
    const owner = await makeUser("owner");
    return { id: owner.id, key: (await makeKey(owner, ["read"])).id };
  }
  if (path === "/api/admin/users/{id}" && method === "DELETE") {
    return { id: String((await inviteUser()).id) };
  }
  if (path.startsWith("/api/admin/users/")) return { id: (await makeAccount("patched")).id };
  if (path.startsWith("/api/sessions/")) {
    const { data } = ok(await user.session.get("/api/sessions")).body;
    return { id: String(data[0].id) };
  }
  if (path.startsWith("/api/keys/")) return { id: (await makeKey(user, ["read"])).id };
  if (path.startsWith("/api/admin/bounds/")) {
    const bound = { path: "parameters.num_ctx", max: 65_536 };
    return { id: String(ok(await user.session.put("/api/admin/bounds", bound)).body.id) };
  }
  if (path.startsWith("/api/trash/")) return { id: await trashProfile(user.session) };
  if (path === "/api/tasks/{task}/examples/{id}") {
    const input = { messages: [{ role: "user", content: "Hello" }] };
    const made = await user.session.post("/api/tasks/primary/examples", { name: "Hello", input });
    return { task: "primary", id: String(ok(made, 201).body.id) };
  }
  if (path === "/api/tasks/{task}/undo") await tuneTask(user.session, "primary");
  if (path.startsWith("/api/admin/engines/{id}")) return { id: String((await makeEngine()).id) };
  return { id: MODEL, task: "primary" };
}

async function addressOf({ endpoint, example }: Case, user: User): Promise<string> {
  const params = { ...(await paramsFor(endpoint, user)), ...example.params };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const query = new URLSearchParams(example.query).toString();
  return query ? `${path}?${query}` : path;
}

/** The example's body; an address of an account is used up by the first run, and a change is the user's. */
async function bodyOf({ endpoint, example }: Case, { password, session }: User): Promise<unknown> {
  const { body } = example as { body?: Json };
  if (endpoint.path === "/api/me/confirm") return { password };
  if (body?.change !== undefined) return { change: await tuneTask(session, "primary") };
  return body?.email === undefined ? body : { ...body, email: uniqueEmail() };
}

async function callerOf({ endpoint }: Case): Promise<User> {
  return endpoint.access[0] === "admin" ? makeConfirmedAdmin() : makeUser();
}

function typeOf(answer: Answer): string | undefined {
  return answer.headers.get("content-type")?.split(";", 1)[0];
}

/** Fails where the answer has a member that the schema does not, or lacks one. */
function expectFits(endpoint: Endpoint, answer: Answer): void {
  if (endpoint.media) expect(endpoint.media).toContain(typeOf(answer));
  else if (!endpoint.response) expect(answer.text).toBe("");
  else expect(endpoint.response.parse(answer.body)).toEqual(answer.body);
}

/** Fails where the answer has a tag or an address that the document does not tell, or lacks one. */
function expectHeaders(document: Json, { method, path }: Endpoint, answer: Answer): void {
  const { responses } = document.paths[path][method.toLowerCase()];
  const told = Object.keys(responses[String(answer.status)].headers as object);
  expect(told).toContain("X-Request-Id");
  for (const name of ["ETag", "Location", "Retry-After", "WWW-Authenticate"]) {
    expect(answer.headers.has(name), name).toBe(told.includes(name));
  }
}

async function openApi(): Promise<Json> {
  return ok(await new Client().get("/api/openapi.json")).body;
}

function documented(document: Json, { method, path }: Endpoint): string[] {
  return Object.keys(document.paths[path][method.toLowerCase()].responses as object);
}

test.describe("the examples of the contract", () => {
  test.afterAll(removeBounds);
  test.afterAll(removeEngines);

  for (const one of CASES) {
    const { endpoint, example } = one;
    const name = `${endpoint.method} ${endpoint.path}: ${example.summary}`;
    test(`${name} answers ${example.status}`, async () => {
      const user = await callerOf(one);
      const answer = await user.session.send(endpoint.method, await addressOf(one, user), {
        json: await bodyOf(one, user),
      });
      expect(answer.status, answer.text).toBe(example.status);
      if (example.status < 400) {
        expectFits(endpoint, answer);
        expectHeaders(await openApi(), endpoint, answer);
      } else expect(typeOf(answer)).toBe(ERROR_TYPES[errorFormatOf(endpoint.path)]);
      expect(documented(await openApi(), endpoint)).toContain(String(example.status));
    });
  }
});

test.describe("OpenAPI", () => {
  test("the document is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(await openApi());
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  test("it lists exactly the calls of the contract, each with its own operation id", async () => {
    const { paths } = await openApi();
    const listed = Object.entries<Json>(paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toEqual(CONTRACT.map(({ method, path }) => `${method} ${path}`).sort());
    const ids = Object.values<Json>(paths).flatMap((item) =>
      Object.values<Json>(item).map((operation) => String(operation.operationId)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("each call tells its parameters, its failures and who may make it", async () => {
    const document = await openApi();
    for (const endpoint of CONTRACT) {
      const operation = document.paths[endpoint.path][endpoint.method.toLowerCase()];
      const named = operation.parameters.map((row: Json) => String(row.name)) as string[];
      for (const [, name] of endpoint.path.matchAll(/\{(\w+)\}/g)) expect(named).toContain(name);
      for (const name of endpoint.conditional ?? []) expect(named).toContain(name);
      const statuses = documented(document, endpoint);
      expect(statuses).toContain("503");
      expect(statuses.includes("401")).toBe(endpoint.access !== "public");
      const ofBody =
        errorFormatOf(endpoint.path) === "openai" ? ["400", "413"] : ["400", "413", "415"];
      if (endpoint.body) expect(statuses).toEqual(expect.arrayContaining(ofBody));
    }
  });

  test("each call shows what it takes and what it answers, as its schemas have it", async () => {
    const document = await openApi();
    for (const endpoint of CONTRACT) {
      const operation = document.paths[endpoint.path][endpoint.method.toLowerCase()];
      const success = operation.responses[String(successOf(endpoint))];
      const value = success.content?.["application/json"]?.examples?.example1.value;
      if (endpoint.response && endpoint !== healthContract.openapi) {
        expect(Object.keys(value as object).length, operation.operationId).toBeGreaterThan(0);
      }
      if (endpoint.body) {
        const [media] = Object.values<Json>(operation.requestBody.content);
        expect(Object.keys(media.examples as object), operation.operationId).not.toEqual([]);
      }
      for (const row of operation.parameters as Json[]) {
        const sent = endpoint.examples.some(
          ({ params, query }) => params?.[row.name] ?? query?.[row.name],
        );
        expect(row.examples !== undefined, `${operation.operationId} ${row.name}`).toBe(sent);
      }
      for (const [status, answer] of Object.entries<Json>(operation.responses)) {
        const problems = answer.content?.["application/problem+json"];
        if (!problems) continue;
        for (const [code, { value }] of Object.entries<Json>(problems.examples)) {
          expect(value).toMatchObject({ code, status: Number(status) });
        }
      }
    }
  });

  test("health without its database answers in its own shape, not as a problem", async () => {
    const { responses } = (await openApi()).paths["/api/health"].get;
    expect(Object.keys(responses["503"].content as object)).toEqual(["application/json"]);
    expect(Object.keys(responses["503"].headers as object)).toContain("Retry-After");
  });

  test("a tool without a session can read it", async () => {
    const answer = ok(await new Client().get("/api/openapi.json"));
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.body.openapi).toMatch(/^3\.1\./);
    expect(answer.body.servers).toEqual([{ url: "/" }]);
  });
});

/** The failures of one caller's own making, a row each: the call and the code it must answer. */
const FAILURES: readonly [string, (own: Json) => [string, string, unknown?, object?], number][] = [
  ["malformed_json", ({ path }) => ["PATCH", path, "{", {}], 400],
  ["invalid_cursor", () => ["GET", "/api/models/profiles?cursor=x"], 400],
  ["invalid_query", () => ["GET", "/api/models/profiles?limit=0"], 400],
  ["profile_not_found", () => ["GET", `/api/models/profiles/${defaultId(99)}`], 404],
  ["model_not_found", () => ["GET", "/api/models/none"], 404],
  ["task_not_found", () => ["GET", "/api/resolve/none"], 404],
  ["key_not_found", () => ["DELETE", "/api/keys/none"], 404],
  ["revision_not_found", ({ path }) => ["POST", `${path}/revisions/9/restore`], 404],
  ["permission_denied", () => ["PATCH", `/api/models/profiles/${defaultId(1)}`, "{}"], 403],
  ["name_taken", ({ name }) => ["POST", "/api/models/profiles", input(name)], 409],
  ["revision_mismatch", ({ path }) => ["PATCH", path, "{}", { "if-match": '"9"' }], 412],
  ["payload_too_large", ({ path }) => ["PATCH", path, `"${"x".repeat(262_144)}"`], 413],
  ["unsupported_media_type", ({ path }) => ["PATCH", path, "{}", { "content-type": "a/b" }], 415],
  ["validation_failed", ({ path }) => ["PATCH", path, '{"type":20}'], 422],
];
function input(name: unknown): string {
  return JSON.stringify({ name, type: 1, model_name: MODEL });
}

test.describe("failures", () => {
  for (const [code, call, status] of FAILURES) {
    test(`${code}: ${status}, a problem that says what to do, and nothing changed`, async () => {
      const { client } = await makeWriter();
      const profile = await makeProfile(client);
      const own = { ...profile, path: `/api/models/profiles/${String(profile.id)}` };
      const [method, path, raw, headers] = call(own);
      const answer = await client.send(method, path, {
        ...(raw === undefined ? {} : { raw: raw as string }),
        headers: { ...headers },
      });
      expect(answer.status, answer.text).toBe(status);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.body).toMatchObject({ code, status, type: `/docs/api#${code}` });
      expect(answer.body.request_id).toBe(answer.headers.get("x-request-id"));
      expect(String(answer.body.detail).length).toBeGreaterThan(10);
      expect(ok(await client.get(own.path)).body).toEqual(profile);
    });
  }
});
