import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { sql } from "drizzle-orm";
import { withTransaction } from "@/db/transaction";
import { LOOPBACK_HEADER, REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { sessionHeader } from "@/lib/auth/server/testing";
import { AppError } from "@/lib/errors";
import { type Endpoint, endpoint } from "@/lib/http/endpoint";
import { log } from "@/lib/runtime/log";
import { ADA, BEN, testWorld } from "@/lib/testing";
import { defineRoute, handle, type Handlers } from "./define-route";
import type { Reply } from "./reply";
import { bearer, request, serveWorld, setRateLimit } from "./testing";

const world = testWorld();
serveWorld(world);

const examples = [{ summary: "For these tests", status: 200 }] as const;
const item = z.object({ name: z.string() });

function define(more: Partial<Endpoint>, reply: () => Promise<Reply> | Reply): Handlers {
  const definition: Endpoint = {
    method: "GET",
    path: "/api/items",
    tag: "Items",
    summary: "An item",
    access: ["read"],
    response: item,
    examples,
    ...more,
  };
  return defineRoute(handle(definition, reply));
}

const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const reply = { data: { name: "one" } };

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  return z.looseObject({ code: z.string(), detail: z.string() }).parse(await response.json());
}

describe("who may call", () => {
  test.each([
    ["nobody", null, 401, "unauthenticated"],
    ["a key without the scope", "service", 403, "insufficient_scope"],
  ] as const)("%s is refused before the handler runs", async (_who, scope, status, code) => {
    const handler = vi.fn(() => reply);
    const { GET } = define({}, handler);
    const headers = scope === null ? {} : await bearer(world, ADA, scope);
    const response = await GET(request("GET", "/api/items", headers), context());
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toMatchObject({ code, status });
    expect(handler).not.toHaveBeenCalled();
  });

  test.each([
    ["a key with scope read", () => bearer(world, BEN, "read")],
    ["a key with scope write, which includes read", () => bearer(world, BEN, "write")],
    ["a browser's session", () => sessionHeader(BEN)],
  ])("%s is let in", async (_who, headers) => {
    const { GET } = define({}, () => reply);
    const response = await GET(request("GET", "/api/items", await headers()), context());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(reply.data);
  });

  test("an endpoint for admins takes the role and, of a key, the scope", async () => {
    const { GET } = define({ access: ["admin"] }, () => reply);
    const codeFor = async (headers: Record<string, string>) => {
      const response = await GET(request("GET", "/api/items", headers), context());
      return response.status === 200 ? "ok" : (await problemOf(response)).code;
    };
    expect(await codeFor(await sessionHeader(BEN))).toBe("permission_denied");
    expect(await codeFor(await bearer(world, ADA, "write"))).toBe("insufficient_scope");
    expect(await codeFor(await bearer(world, ADA, "admin"))).toBe("ok");
    expect(await codeFor(await sessionHeader(ADA))).toBe("ok");
  });

  test("a public endpoint does not look for its caller", async () => {
    const seen: string[] = [];
    const definition = endpoint({
      method: "GET",
      path: "/api/items",
      tag: "Items",
      summary: "An item",
      access: "public",
      response: item,
      examples,
    });
    const { GET } = defineRoute(
      handle(definition, ({ ctx }) => {
        seen.push(ctx.actor.kind);
        return reply;
      }),
    );
    await GET(request("GET", "/api/items", await bearer(world, BEN, "read")), context());
    expect(seen).toEqual(["anonymous"]);
  });

  test("loopback opens only an endpoint that says so, and then as the program itself", async () => {
    const here = { [LOOPBACK_HEADER]: "1" };
    const open = define({ access: ["admin"], openOnLoopback: true }, () => reply);
    const closed = define({ access: ["admin"] }, () => reply);
    expect((await open.GET(request("GET", "/api/items", here), context())).status).toBe(200);
    expect((await open.GET(request("GET", "/api/items"), context())).status).toBe(401);
    expect((await closed.GET(request("GET", "/api/items", here), context())).status).toBe(401);
  });
});

describe("a write", () => {
  const body = z.strictObject({ name: z.string() });
  const more = { method: "POST", access: ["write"], body, status: 201 } as const;
  const crossSite = { "sec-fetch-site": "cross-site" };

  test("from another site's page is refused with a cookie, and allowed with a key", async () => {
    const handler = vi.fn(() => reply);
    const { POST } = define(more, handler);
    const post = (headers: Record<string, string>) =>
      POST(request("POST", "/api/items", { ...crossSite, ...headers }, { name: "x" }), context());
    const refused = await post(await sessionHeader(BEN));
    expect(await problemOf(refused)).toMatchObject({ code: "cross_origin", status: 403 });
    expect(handler).not.toHaveBeenCalled();
    expect((await post(await bearer(world, BEN, "write"))).status).toBe(201);
  });

  test("is checked by the schema, and every fault is named at its path", async () => {
    const handler = vi.fn(() => reply);
    const { POST } = define(more, handler);
    const headers = await bearer(world, BEN, "write");
    const response = await POST(
      request("POST", "/api/items", headers, { name: 1, more: true }),
      context(),
    );
    expect(response.status).toBe(422);
    const { errors } = await problemOf(response);
    expect(errors).toMatchObject([{ path: "name" }, { path: "more", code: "unknown_field" }]);
    expect(handler).not.toHaveBeenCalled();
  });

  test.each([
    ["is no JSON", "{", {}, 400, "malformed_json"],
    ["is text", "name", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["is compressed", "{}", { "content-encoding": "gzip" }, 415, "unsupported_media_type"],
    ["is too large", JSON.stringify({ name: "x".repeat(300_000) }), {}, 413, "payload_too_large"],
  ])("whose body %s is refused", async (_what, text, headers, status, code) => {
    const { POST } = define(more, () => reply);
    const key = await bearer(world, BEN, "write");
    const response = await POST(
      request("POST", "/api/items", { ...key, ...headers }, text),
      context(),
    );
    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
  });

  test("gets the revision that If-Match names, where the endpoint honors it", async () => {
    const seen: unknown[] = [];
    const conditional = { ...more, conditional: ["If-Match"] } as const;
    const key = await bearer(world, BEN, "write");
    for (const definition of [conditional, more]) {
      const full = {
        path: "/api/items",
        tag: "Items",
        summary: "An item",
        examples,
        ...definition,
      };
      const { POST } = defineRoute(
        handle({ ...full, response: item } satisfies Endpoint, ({ expectedRevision }) => {
          seen.push(expectedRevision);
          return reply;
        }),
      );
      const headers = { ...key, "if-match": '"3"' };
      await POST(request("POST", "/api/items", headers, { name: "x" }), context());
    }
    expect(seen).toEqual([["3", "3"], null]);
  });
});

describe("the query", () => {
  const query = z.strictObject({ limit: z.string().default("50") });

  test.each([
    ["/api/items?limit=1&limit=2", "appears twice"],
    ["/api/items?wanted=1", "the parameters are limit"],
  ])("%s is refused: it %s", async (path, words) => {
    const { GET } = define({ query, access: "public" }, () => reply);
    const response = await GET(request("GET", path), context());
    expect(response.status).toBe(400);
    const problem = await problemOf(response);
    expect(problem.code).toBe("invalid_query");
    expect(problem.detail).toContain(words);
  });

  test("of a call that has none is refused, with the name of what was sent", async () => {
    const { GET } = define({ access: "public" }, () => reply);
    const { detail } = await problemOf(await GET(request("GET", "/api/items?a=1"), context()));
    expect(detail).toContain("you sent a");
  });

  test("named like a member of every object is still only a name", async () => {
    const { GET } = define({ query, access: "public" }, () => reply);
    for (const name of ["__proto__", "constructor", "toString"]) {
      const response = await GET(request("GET", `/api/items?${name}=1`), context());
      expect(response.status, name).toBe(400);
    }
  });
});

describe("the response", () => {
  test("contains only what the schema names", async () => {
    const data = { name: "one", password_hash: "secret" };
    const { GET } = define({ access: "public" }, () => ({ data }));
    const response = await GET(request("GET", "/api/items"), context());
    const text = await response.text();
    expect(text).toBe('{"name":"one"}');
    expect(response.headers.get("content-length")).toBe(String(text.length));
  });

  test("is 204 without a body where the endpoint has no response", async () => {
    const { DELETE } = define(
      { method: "DELETE", access: "public", response: undefined },
      () => ({}),
    );
    const response = await DELETE(request("DELETE", "/api/items"), context());
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.has("content-type")).toBe(false);
  });

  test("is 304 without a body for a caller who has it, and whole for any other", async () => {
    const { GET } = define({ access: "public" }, () => ({ ...reply, etag: "body" }));
    const first = await GET(request("GET", "/api/items"), context());
    const etag = first.headers.get("etag") ?? "";
    const again = await GET(request("GET", "/api/items", { "if-none-match": etag }), context());
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("etag")).toBe(etag);
    expect(again.headers.has("content-length")).toBe(false);
    const other = await GET(request("GET", "/api/items", { "if-none-match": '"x"' }), context());
    expect(other.status).toBe(200);
  });

  test("to HEAD is the one to GET", async () => {
    const { GET } = define({ access: "public" }, () => ({ ...reply, etag: "body" }));
    const { headers } = await GET(request("GET", "/api/items"), context());
    const head = request("HEAD", "/api/items", { "if-none-match": headers.get("etag") ?? "" });
    expect((await GET(head, context())).status).toBe(304);
  });
});

describe("a cacheable response", () => {
  const counted = () => {
    const handler = vi.fn(() => reply);
    return { handler, route: define({ cacheable: true }, handler) };
  };
  const commit = () =>
    withTransaction(world.db, (tx) => tx.run(sql`UPDATE users SET name = name WHERE 0`));

  test("is made once until somebody commits, and once for each caller", async () => {
    const { handler, route } = counted();
    const [ben, ada] = [await sessionHeader(BEN), await sessionHeader(ADA)];
    const get = (headers: Record<string, string>, path = "/api/items") =>
      route.GET(request("GET", path, headers), context());
    await get(ben);
    await get(ben);
    expect(handler).toHaveBeenCalledTimes(1);
    await get(ada);
    expect(handler).toHaveBeenCalledTimes(2);
    await withTransaction(world.db, (tx) =>
      tx.run(sql`UPDATE users SET updated_at = '2021' WHERE id = ${ADA.id}`),
    );
    expect(await (await get(ben)).json()).toEqual(reply.data);
    expect(handler).toHaveBeenCalledTimes(3);
  });

  test("is not kept if it failed", async () => {
    const handler = vi.fn((): Reply => {
      throw new AppError("model_not_found", "There is none.");
    });
    const { GET } = define({ cacheable: true }, handler);
    const headers = await sessionHeader(BEN);
    for (let n = 0; n < 2; n += 1) {
      expect((await GET(request("GET", "/api/items", headers), context())).status).toBe(404);
    }
    expect(handler).toHaveBeenCalledTimes(2);
  });

  test("still counts each time it is sent", async () => {
    const onSend = vi.fn();
    const { GET } = define({ cacheable: true }, () => ({ ...reply, onSend }));
    const headers = await sessionHeader(BEN);
    await commit();
    for (let n = 0; n < 3; n += 1) await GET(request("GET", "/api/items", headers), context());
    expect(onSend).toHaveBeenCalledTimes(3);
  });
});

describe("a failure", () => {
  beforeEach(() => vi.spyOn(log(), "error").mockImplementation(() => undefined));

  test("that is expected says what it is, with the request's id", async () => {
    const { GET } = define({ access: "public" }, () => {
      throw new AppError("name_taken", "Choose another.", { extra: { suggestion: "x 2" } });
    });
    const headers = { [REQUEST_ID_HEADER]: "the-request" };
    const response = await GET(request("GET", "/api/items", headers), context());
    expect(await problemOf(response)).toMatchObject({
      code: "name_taken",
      status: 409,
      detail: "Choose another.",
      suggestion: "x 2",
      request_id: "the-request",
    });
    expect(vi.mocked(log().error)).not.toHaveBeenCalled();
  });

  test("that is unexpected tells the log its cause, and the caller nothing of it", async () => {
    const cause = new Error("the secret cause");
    const { GET } = define({ access: "public" }, () => Promise.reject(cause));
    const headers = { [REQUEST_ID_HEADER]: "the-request" };
    const response = await GET(request("GET", "/api/items", headers), context());
    expect(response.status).toBe(500);
    const text = JSON.stringify(await problemOf(response));
    expect(text).toContain("internal_error");
    expect(text).not.toContain("secret");
    expect(vi.mocked(log().error)).toHaveBeenCalledExactlyOnceWith(
      { err: cause, request_id: "the-request", code: "internal_error" },
      expect.any(String),
    );
  });

  test("that is an expected state of the server, such as no engine, is a warning without a stack", async () => {
    const warn = vi.spyOn(log(), "warn").mockImplementation(() => undefined);
    const { GET } = define({ access: "public" }, () => {
      throw new AppError("no_engine_for_model", "No engine runs it.");
    });
    const headers = { [REQUEST_ID_HEADER]: "the-request" };
    const response = await GET(request("GET", "/api/items", headers), context());
    expect(response.status).toBe(503);
    expect(vi.mocked(log().error)).not.toHaveBeenCalled();
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { request_id: "the-request", code: "no_engine_for_model" },
      expect.any(String),
    );
  });

  test("of a response that does not fit its schema is unexpected", async () => {
    const { GET } = define({ access: "public" }, () => ({ data: { name: 1 } }));
    expect((await GET(request("GET", "/api/items"), context())).status).toBe(500);
  });
});

describe("a method that the path does not have", () => {
  test("is 405 with those that it has, for a caller who is known", async () => {
    const handlers = define({}, () => reply);
    const headers = await bearer(world, BEN, "read");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const response = await handlers[method](request(method, "/api/items", headers), context());
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
      expect((await problemOf(response)).code).toBe("method_not_allowed");
    }
  });

  test("tells nobody else which there are", async () => {
    const { PUT } = define({}, () => reply);
    const response = await PUT(request("PUT", "/api/items"), context());
    expect(response.status).toBe(401);
    expect(response.headers.has("allow")).toBe(false);
  });

  test("OPTIONS lists them without asking who calls", async () => {
    const { OPTIONS } = define({ method: "POST" }, () => reply);
    const response = await OPTIONS(request("OPTIONS", "/api/items"), context());
    expect([response.status, response.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });

  test("at a path without operations is 404, for every method", async () => {
    const handlers = defineRoute();
    const headers = await bearer(world, BEN, "read");
    for (const method of ["GET", "POST", "DELETE"] as const) {
      const response = await handlers[method](request(method, "/api/none", headers), context());
      expect((await problemOf(response)).code).toBe("route_not_found");
    }
  });
});

describe("the rate limit", () => {
  test("stops a caller, and says when to come back", async () => {
    setRateLimit(2);
    const { GET } = define({}, () => reply);
    const headers = await sessionHeader(BEN);
    const get = () => GET(request("GET", "/api/items", headers), context());
    expect([(await get()).status, (await get()).status]).toEqual([200, 200]);
    const refused = await get();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await problemOf(refused)).code).toBe("rate_limited");
  });

  test("does not count calls that are exempt", async () => {
    setRateLimit(1);
    const { GET } = define({ access: "public", unlimited: true }, () => reply);
    for (let n = 0; n < 3; n += 1) {
      expect((await GET(request("GET", "/api/items"), context())).status).toBe(200);
    }
  });

  test("counts a wrong method as a call", async () => {
    setRateLimit(1);
    const { PUT } = define({}, () => reply);
    const headers = await sessionHeader(BEN);
    const statuses = [];
    for (let n = 0; n < 2; n += 1) {
      statuses.push((await PUT(request("PUT", "/api/items", headers), context())).status);
    }
    expect(statuses).toEqual([405, 429]);
  });
});

test("path parameters arrive decoded, a rest of several joined by slashes", async () => {
  const seen: unknown[] = [];
  const definition = endpoint({
    method: "GET",
    path: "/api/items/{id}",
    tag: "Items",
    summary: "An item",
    access: "public",
    params: { id: "Which" },
    response: item,
    examples,
  });
  const { GET } = defineRoute(
    handle(definition, ({ params }) => {
      seen.push(params.id);
      return reply;
    }),
  );
  for (const id of ["a b", ["a", "b/c"]]) {
    await GET(request("GET", "/api/items/x"), { params: Promise.resolve({ id }) });
  }
  expect(seen).toEqual(["a b", "a/b/c"]);
});
