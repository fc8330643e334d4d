import { expect, test } from "@playwright/test";
import { Client } from "./client";
import { expectProblem, makeAccount, ok, PASSWORD } from "./world";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Signs in over HTTP with these headers on every request. */
async function signIn(
  client: Client,
  email: string,
  headers: Record<string, string>,
  more: Record<string, string> = {},
) {
  const { csrfToken } = ok(await client.get("/api/auth/csrf", headers)).body;
  const form = { csrfToken: String(csrfToken), email, password: PASSWORD, ...more };
  return client.send("POST", "/api/auth/callback/credentials", {
    raw: new URLSearchParams(form).toString(),
    headers: { ...FORM, ...headers },
  });
}

test.describe("a sign-in by form", () => {
  test("behind a proxy leads to the address that the browser used, with a cookie for https alone", async () => {
    const { email } = await makeAccount();
    const client = new Client();
    const proxied = { "x-forwarded-host": "lab.example", "x-forwarded-proto": "https" };
    const answer = await signIn(client, email, proxied);
    expect(answer.status).toBe(302);
    expect(new URL(String(answer.headers.get("location"))).origin).toBe("https://lab.example");
    const session = answer.headers.getSetCookie().find((line) => line.includes("session-token"));
    expect(session).toMatch(/^__Secure-authjs\.session-token=.*; Secure/i);
    ok(await client.get("/api/me", proxied));
  });

  test("by another name of the host stays at that name", async () => {
    const { email } = await makeAccount();
    const answer = await signIn(new Client(), email, { "x-forwarded-host": "127.0.0.1:3000" });
    expect(new URL(String(answer.headers.get("location"))).host).toBe("127.0.0.1:3000");
  });

  test("of more than 256 KiB is 413", async () => {
    const call = { raw: `email=${"x".repeat(256 * 1024)}`, headers: FORM };
    for (const action of ["callback/credentials", "signin/credentials", "signout"]) {
      const answer = await new Client().send("POST", `/api/auth/${action}`, call);
      expectProblem(answer, 413, "payload_too_large");
    }
  });

  test("that names no address to go on to leads to the start page", async () => {
    const { email } = await makeAccount();
    for (const wrong of ["foo", "javascript:alert(1)", "//", "https://elsewhere.example/"]) {
      const answer = await signIn(new Client(), email, {}, { callbackUrl: wrong });
      expect(answer.status, wrong).toBe(302);
      const to = new URL(String(answer.headers.get("location")));
      expect(to.host, wrong).toMatch(/^localhost/);
    }
  });

  for (const type of ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]) {
    test(`sent as ${type || "nothing"} is 415`, async () => {
      const call = { raw: "{", headers: { "content-type": type } };
      const answer = await new Client().send("POST", "/api/auth/callback/credentials", call);
      expectProblem(answer, 415, "unsupported_media_type");
    });
  }
});

test.describe("addresses of sign-in", () => {
  const LOOK = "GET, HEAD, OPTIONS";
  const SEND = "POST, OPTIONS";
  const WRONG: readonly [string, string, string][] = [
    ["POST", "csrf", LOOK],
    ["PUT", "csrf", LOOK],
    ["DELETE", "session", LOOK],
    ["GET", "signout", SEND],
    ["PATCH", "callback/credentials", SEND],
  ];
  for (const [method, action, allow] of WRONG) {
    test(`${method} ${action} is 405 and names ${allow}`, async () => {
      const answer = await new Client().send(method, `/api/auth/${action}`);
      expectProblem(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toBe(allow);
    });
  }

  test("where there is nothing, nobody learns more than at any other address", async () => {
    for (const path of ["nope", "callback/none", "callback/credentials/more", "%2e%2e", "error"]) {
      for (const method of ["GET", "POST", "PUT"]) {
        const answer = await new Client().send(method, `/api/auth/${path}`);
        expectProblem(answer, 401, "unauthenticated");
      }
    }
  });

  test("a query that names no address to go on to is 400, and a cookie that does is overlooked", async () => {
    for (const wrong of ["foo", "javascript:alert(1)", "http://"]) {
      const query = `callbackUrl=%2Fprofiles&callbackUrl=${encodeURIComponent(wrong)}`;
      const answer = await new Client().get(`/api/auth/csrf?${query}`);
      const { errors } = expectProblem(answer, 400, "invalid_query");
      expect(errors).toMatchObject([{ path: "callbackUrl" }]);
      const cookie = `a=b; authjs.callback-url=${encodeURIComponent(wrong)}`;
      ok(await new Client().get("/api/auth/csrf", { cookie }));
    }
    ok(await new Client().get("/api/auth/csrf?callbackUrl=%2Fprofiles"));
  });

  test("no answer is kept, and HEAD and OPTIONS answer", async () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const answer = await new Client().send(method, "/api/auth/csrf");
      expect(answer.status).toBe(method === "OPTIONS" ? 204 : 200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});
