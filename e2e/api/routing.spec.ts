import { type IncomingMessage, request } from "node:http";
import { expect, test } from "@playwright/test";
import { errorFormatOf } from "@/lib/http/endpoint";
import { CONTRACT } from "@/lib/http/reference/contract";
import { baseUrl, Client } from "./client";
import {
  defaultId,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeUser,
  makeWriter,
  MODEL,
  ok,
  profilePath,
  uniqueEmail,
} from "./world";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const PATHS = [...new Set(CONTRACT.map((endpoint) => endpoint.path))];

/** An address of the path that leads somewhere. */
function concrete(path: string): string {
  if (path.startsWith("/api/models/profiles/")) path = path.replace("{id}", defaultId(1));
  return path.replace("{id}", MODEL).replace("{n}", "1").replace("{task}", "primary");
}

function methodsOf(path: string): string[] {
  return CONTRACT.filter((endpoint) => endpoint.path === path).map(({ method }) => method);
}

test("a method that an address does not take: 405, with what it takes in Allow", async () => {
  const { client } = await makeWriter();
  for (const path of PATHS) {
    const taken = methodsOf(path);
    const allowed = [...taken, ...(taken.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort();
    for (const method of METHODS.filter((name) => !taken.includes(name))) {
      const answer = await client.send(method, concrete(path));
      if (errorFormatOf(path) === "problem") expectProblem(answer, 405, "method_not_allowed");
      else expect([answer.status, answer.body.error.code]).toEqual([405, "method_not_allowed"]);
      expect(answer.headers.get("allow")?.split(", ").sort(), path).toEqual(allowed);
    }
    const options = await client.send("OPTIONS", concrete(path));
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")?.split(", ").sort(), path).toEqual(allowed);
  }
});

test("HEAD answers as GET does, without a body", async () => {
  const { client } = await makeWriter();
  for (const path of PATHS.filter((at) => methodsOf(at).includes("GET"))) {
    const [get, head] = [
      await client.get(concrete(path)),
      await client.send("HEAD", concrete(path)),
    ];
    expect(head.status, path).toBe(get.status);
    expect(head.text).toBe("");
    for (const name of ["etag", "cache-control", "content-type"]) {
      expect(head.headers.get(name), `${path} ${name}`).toBe(get.headers.get(name));
    }
  }
});

test("an address that is none: 404 route_not_found, by every method", async () => {
  const { client } = await makeWriter();
  const none = ["/api", "/api/x", "/api/models/profiles/a/b", "/api/resolve/a/b", "/api/API/me"];
  for (const path of none) {
    for (const method of [...METHODS, "OPTIONS"]) {
      expectProblem(await client.send(method, path), 404, "route_not_found");
    }
  }
});

test("whom the server does not know learns of no address", async () => {
  for (const path of ["/api/x", "/api/admin/x", "/api/models/profiles/x/y"]) {
    expectProblem(await new Client().get(path), 401, "unauthenticated");
  }
});

test("a slash at the end is accepted, without a redirect", async () => {
  const { client } = await makeWriter();
  for (const path of PATHS.filter((at) => methodsOf(at).includes("GET"))) {
    const [bare, slash] = [
      await client.get(concrete(path)),
      await client.get(`${concrete(path)}/`),
    ];
    expect(slash.status, path).toBe(bare.status);
    if (path !== "/api/health") expect(slash.text.length, path).toBe(bare.text.length);
  }
  const profile = await makeProfile(client);
  ok(await client.patch(`${profilePath(String(profile.id))}/`, { description: "x" }));
  ok(await client.post("/api/models/profiles/", { ...profile, name: "Second" }), 201);
  ok(await client.delete(`${profilePath(String(profile.id))}/`));
});

test("with a trailing slash the query counts as without", async () => {
  const { client } = await makeWriter();
  const answer = ok(await client.get("/api/models/?task=Reranking"));
  expect(answer.body.total).toBe(1);
});

/** What another site's page makes a browser send. */
const FOREIGN: Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:1" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "SELF" },
  { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
];
function sentFrom(headers: Record<string, string>): Record<string, string> {
  const { origin } = headers;
  return origin === "SELF" ? { ...headers, origin: new URL(baseUrl()).origin } : headers;
}

test.describe("a change by cookie that another site asks for", () => {
  for (const foreign of FOREIGN) {
    test(`is refused: ${JSON.stringify(foreign)}`, async () => {
      const { session } = await makeUser();
      const headers = sentFrom(foreign);
      const profile = await makeProfile(session);
      const at = profilePath(String(profile.id));
      const refused = [
        await session.patch(at, { name: "stolen" }, headers),
        await session.put(at, profile, headers),
        await session.delete(at, headers),
        await session.post(`${at}/duplicate`, {}, headers),
        await session.post(`${at}/revisions/1/restore`, undefined, headers),
        await session.put("/api/config", { model_profiles: {} }, headers),
        await session.post("/api/keys", { name: "k", scopes: ["read"] }, headers),
        await session.send("PATCH", at, {
          raw: '{"name":"stolen"}',
          headers: { ...headers, "content-type": "text/plain" },
        }),
      ];
      for (const answer of refused) expectProblem(answer, 403, "cross_origin");
      const now = ok(await session.get(at, headers));
      expect(now.body).toEqual(profile);
    });
  }

  test("is refused also where no session is needed", async () => {
    const account = { name: "A", email: uniqueEmail(), password: "a long password" };
    const headers = { origin: "https://evil.example" };
    for (const path of ["/api/register", "/api/setup"]) {
      expectProblem(await new Client().post(path, account, headers), 403, "cross_origin");
    }
  });

  test("is refused to an admin's session too", async () => {
    const { session } = await makeAdmin();
    const headers = { "sec-fetch-site": "cross-site" };
    const patch = { registration_open: false };
    expectProblem(await session.patch("/api/admin/settings", patch, headers), 403, "cross_origin");
    expectProblem(
      await session.post("/api/admin/catalog/sync", undefined, headers),
      403,
      "cross_origin",
    );
    expect(ok(await session.get("/api/admin/settings")).body.registration_open).toBe(true);
  });
});

test("a change by cookie from this site's own pages goes through", async () => {
  const { session } = await makeUser();
  const { origin } = new URL(baseUrl());
  const profile = await makeProfile(session);
  const own: Record<string, string>[] = [
    { origin },
    { origin, "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ];
  for (const headers of own) {
    ok(await session.patch(profilePath(String(profile.id)), {}, headers));
  }
});

test("a change by key goes through from anywhere: a browser adds no key by itself", async () => {
  const { client } = await makeWriter();
  const profile = await makeProfile(client);
  for (const foreign of FOREIGN) {
    ok(await client.patch(profilePath(String(profile.id)), {}, sentFrom(foreign)));
  }
});

test("a method that no address takes is refused, and no failure", async () => {
  for (const path of ["/api/models", "/api/health", "/login"]) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL(path, baseUrl()), { method: "TRACE" }, resolve).on("error", reject).end();
    });
    response.resume();
    expect(response.statusCode, path).toBe(405);
    expect(response.headers.allow).toContain("GET");
    expect(response.headers["content-type"]).toBe("application/problem+json");
  }
});

/** What proxies make of the origin that the browser shows; the app trusts one of them. */
const ORIGINS: Record<string, string>[] = [
  { host: "profiles.example.org", origin: "https://profiles.example.org" },
  { host: "profiles.example.org:443", origin: "https://profiles.example.org" },
  { host: "profiles.example.org:80", origin: "http://profiles.example.org" },
  { host: "Profiles.Example.ORG", origin: "https://profiles.example.org" },
  { host: "inner:3000", "x-forwarded-host": "Profiles.example.org:443" },
  { host: "inner:3000", "x-forwarded-host": "evil.example, profiles.example.org" },
  { host: "inner:3000", forwarded: "for=192.0.2.1;host=profiles.example.org;proto=https" },
  {
    host: "inner:3000",
    "x-forwarded-host": "profiles.example.org",
    "x-forwarded-port": "8443",
    origin: "https://profiles.example.org:8443",
  },
];

/** Sends a request as it is: `fetch` sets its own `Host`. */
async function sendRaw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }> {
  const { hostname, port } = new URL(baseUrl());
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { hostname, port, method, path, headers };
    request(options, resolve).on("error", reject).end(body);
  });
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body: text };
}

function cookieOf({ session }: { session: Client }): string {
  return [...session.cookies].map((pair) => pair.join("=")).join("; ");
}

for (const proxied of ORIGINS) {
  test(`a change from the page is accepted behind ${JSON.stringify(proxied)}`, async () => {
    const user = await makeUser();
    const headers = {
      cookie: cookieOf(user),
      "content-type": "application/json",
      origin: "https://profiles.example.org",
      authorization: "Basic Z2F0ZTpzZWNyZXQ=",
      ...proxied,
    };
    const send = (more: Record<string, string>) =>
      sendRaw("PATCH", "/api/config", { ...headers, ...more }, '{"model_profiles":{}}');
    expect((await send({})).status).toBe(200);
    expect((await send({ origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ origin: "https://profiles.example.org:1" })).status).toBe(403);
  });
}

test("the absolute form of a target is answered as its path is", async () => {
  const { client } = await makeWriter();
  const headers = { authorization: `Bearer ${client.key}`, host: "localhost" };
  const plain = await sendRaw("GET", "/api/me?", headers);
  const absolute = await sendRaw("GET", "http://profiles.example.org/api/me?", headers);
  expect([absolute.status, absolute.body]).toEqual([200, plain.body]);
});

test("`*` is answered: OPTIONS with the methods, all others with 404", async () => {
  const options = await sendRaw("OPTIONS", "*", {});
  expect([options.status, options.body]).toEqual([204, ""]);
  expect(options.headers.allow).toContain("PATCH");
  const get = await sendRaw("GET", "*", {});
  expect([get.status, get.headers["content-type"]]).toEqual([404, "application/problem+json"]);
});

test("a host that is none is refused", async () => {
  for (const host of ["a b", "a/b", "user@host"]) {
    const answer = await sendRaw("GET", "/api/health", { host });
    expect(answer.status, host).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "invalid_query" });
  }
});
