import { expect, test } from "@playwright/test";
import { Client } from "./client";
import { expectProblem, makeAccount, ok, PASSWORD } from "./world";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Signs in over HTTP with these headers on every request. */
async function signIn(client: Client, email: string, headers: Record<string, string>) {
  const { csrfToken } = ok(await client.get("/api/auth/csrf", headers)).body;
  const form = { csrfToken: String(csrfToken), email, password: PASSWORD };
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

  test("no answer is kept, and HEAD and OPTIONS answer", async () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      const answer = await new Client().send(method, "/api/auth/csrf");
      expect(answer.status).toBe(method === "OPTIONS" ? 204 : 200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});
