import { type IncomingMessage, request } from "node:http";
import { expect, test } from "@playwright/test";
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
      expectProblem(answer, 405, "method_not_allowed");
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
