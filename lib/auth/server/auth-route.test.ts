import { NextRequest } from "next/server.js";
import { describe, expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { serveWorld, setRateLimit } from "@/lib/http/server/testing";
import { testWorld } from "@/lib/testing";
import { register } from "@/lib/users/server/service";
import { handleAuth } from "./auth-route";
import { ADDRESS_HEADER, requestContext } from "./context";

const world = testWorld();
serveWorld(world);

const PASSWORD = "correct horse battery staple";
const ZOE = { name: "Zoë", email: "zoe@example.org", password: PASSWORD };
const FORM = "application/x-www-form-urlencoded";

/** A browser that keeps its cookies; the server is `https://lab.example`, behind a proxy. */
function browser() {
  const cookies = new Map<string, string>();
  const headers = (more: Record<string, string> = {}) => ({
    ...{ host: "lab.example", "x-forwarded-proto": "https", [ADDRESS_HEADER]: "192.0.2.1" },
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    ...more,
  });
  const send = async (method: string, action: string, form?: object, type = FORM) => {
    const body = form ? new URLSearchParams({ ...form }).toString() : undefined;
    const more: Record<string, string> = body === undefined ? {} : { "content-type": type };
    const init = { method, headers: headers(more), ...(body === undefined ? {} : { body }) };
    const url = `http://127.0.0.1:3000/api/auth/${action}`;
    const response = await handleAuth(new NextRequest(url, init));
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const csrf = async () => {
    const { csrfToken } = (await (await send("GET", "csrf")).json()) as { csrfToken: string };
    return csrfToken;
  };
  /** Signs Zoë in, who has an account. */
  const signIn = async (password: string, more: object = {}) => {
    const form = { csrfToken: await csrf(), email: ZOE.email, password, ...more };
    return send("POST", "callback/credentials", form);
  };
  const actor = async () => (await requestContext(new Headers(headers()))).actor;
  return { send, csrf, signIn, actor, cookies };
}

const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

describe("a path of next-auth", () => {
  test.each(["error", "verify-request", "signin", "signin/github", "", "csrf/more"])(
    "%j does not exist here: it is refused as any unknown path is",
    async (action) => {
      expect(await codeOf(await browser().send("GET", action))).toEqual([401, "unauthenticated"]);
    },
  );

  test.each([
    ["csrf", "GET, HEAD, OPTIONS"],
    ["session", "GET, HEAD, OPTIONS"],
    ["signout", "POST, OPTIONS"],
    ["callback/credentials", "POST, OPTIONS"],
  ])("%s says what it allows, and refuses all else", async (action, allow) => {
    const options = await browser().send("OPTIONS", action);
    expect([options.status, options.headers.get("allow")]).toEqual([204, allow]);
    for (const method of ["PUT", allow.includes("POST") ? "GET" : "POST"]) {
      const refused = await browser().send(method, action);
      expect([refused.status, refused.headers.get("allow")], method).toEqual([405, allow]);
    }
  });

  test("answers HEAD as GET, and nothing is cached", async () => {
    const response = await browser().send("HEAD", "providers");
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  });

  test("counts against the rate limit", async () => {
    setRateLimit(1);
    const client = browser();
    await client.send("GET", "csrf");
    expect(await codeOf(await client.send("GET", "csrf"))).toEqual([429, "rate_limited"]);
  });
});

describe("a sign-in by form", () => {
  test("sets the cookie of a session, and leads to the address that the browser used", async () => {
    await register(world.as(ANONYMOUS), ZOE);
    const client = browser();
    const response = await client.signIn(PASSWORD);
    expect([response.status, response.headers.get("location")]).toEqual([
      ...[302, "https://lab.example"],
    ]);
    const set = response.headers.getSetCookie().find((line) => line.includes("session-token"));
    expect(set).toMatch(/^__Secure-authjs\.session-token=.*HttpOnly.*Secure/is);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await client.actor()).toMatchObject({ kind: "user", name: "Zoë", key: null });
  });

  test("leads to a page of this site alone", async () => {
    await register(world.as(ANONYMOUS), ZOE);
    for (const [callbackUrl, to] of [
      ["/profiles?owner=me", "https://lab.example/profiles?owner=me"],
      ["https://elsewhere.example/", "https://lab.example"],
    ] as const) {
      const { headers } = await browser().signIn(PASSWORD, { callbackUrl });
      expect(headers.get("location"), callbackUrl).toBe(to);
    }
  });

  test("with a wrong password starts no session and says so in the address", async () => {
    await register(world.as(ANONYMOUS), ZOE);
    const client = browser();
    const response = await client.signIn("wrong");
    expect(response.headers.get("location")).toMatch(
      /^https:\/\/lab\.example\/login\?error=CredentialsSignin/,
    );
    expect(await client.actor()).toBe(ANONYMOUS);
  });

  test("without the token of its page starts no session", async () => {
    await register(world.as(ANONYMOUS), ZOE);
    const client = browser();
    const form = { csrfToken: "guessed", email: ZOE.email, password: PASSWORD };
    await client.send("POST", "callback/credentials", form);
    expect(await client.actor()).toBe(ANONYMOUS);
  });

  test.each(["application/json", "text/plain", "multipart/form-data"])(
    "sent as %s is refused",
    async (type) => {
      const response = await browser().send("POST", "callback/credentials", {}, type);
      expect(await codeOf(response)).toEqual([415, "unsupported_media_type"]);
    },
  );

  test.each(["foo", "javascript:alert(1)", "https://", "//"])(
    "with %j as the page to go on to, in its address, is refused",
    async (url) => {
      const action = `signin/credentials?callbackUrl=${encodeURIComponent(url)}`;
      const response = await browser().send("POST", action, {});
      expect(await codeOf(response)).toEqual([400, "invalid_query"]);
    },
  );
});

test("signing out ends the session, also for who has copied its cookie", async () => {
  await register(world.as(ANONYMOUS), ZOE);
  const client = browser();
  await client.signIn(PASSWORD);
  const copy = browser();
  for (const [name, value] of client.cookies) copy.cookies.set(name, value);
  expect(await copy.actor()).toMatchObject({ kind: "user" });
  await client.send("POST", "signout", { csrfToken: await client.csrf() });
  expect([await client.actor(), await copy.actor()]).toEqual([ANONYMOUS, ANONYMOUS]);
});
