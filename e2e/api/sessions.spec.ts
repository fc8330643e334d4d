import { expect, test } from "@playwright/test";
import { Client, type Json } from "./client";
import {
  confirm,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeKey,
  makeUser,
  ok,
  PASSWORD,
  type User,
} from "./world";

const SESSION = "authjs.session-token";

/** A browser with a copy of the client's cookies. */
function copyOf({ cookies }: Client): Client {
  const copy = new Client();
  for (const [name, value] of cookies) copy.cookies.set(name, value);
  return copy;
}

async function signOut(client: Client): Promise<void> {
  const csrf = await client.get("/api/auth/csrf");
  const answer = await client.send("POST", "/api/auth/signout", {
    raw: new URLSearchParams({ csrfToken: String(csrf.body.csrfToken) }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBe(302);
}

/** Another browser in which the user signs in. */
async function secondSession({ email, password }: User, userAgent: string): Promise<Client> {
  const client = new Client();
  const csrf = await client.get("/api/auth/csrf");
  const form = new URLSearchParams({ csrfToken: String(csrf.body.csrfToken), email, password });
  await client.send("POST", "/api/auth/callback/credentials", {
    raw: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": userAgent },
  });
  return client;
}

async function listOf(client: Client): Promise<Json[]> {
  return ok(await client.get("/api/sessions")).body.data as Json[];
}

test("a copied cookie is nobody's from the request after the sign-out, and is not renewed", async () => {
  const user = await makeUser();
  const copy = copyOf(user.session);
  ok(await copy.get("/api/me"));
  await signOut(user.session);
  expect(user.session.cookies.has(SESSION)).toBe(false);
  expectProblem(await copy.get("/api/me"), 401, "unauthenticated");
  expectProblem(await copy.patch("/api/config", {}), 401, "unauthenticated");
  expect((await copy.get("/profiles")).status).toBe(307);
  expect(ok(await copy.get("/api/auth/session")).body).toBeNull();
  expect(copy.cookies.has(SESSION)).toBe(false);
});

test("a renewed cookie names the same session, and ends with it", async () => {
  const user = await makeUser();
  const renewed = copyOf(user.session);
  const { expires } = ok(await renewed.get("/api/auth/session")).body;
  expect(Date.parse(String(expires))).toBeGreaterThan(Date.now());
  expect(renewed.cookies.get(SESSION)).not.toBe(user.session.cookies.get(SESSION));
  expect(await listOf(renewed)).toEqual(await listOf(user.session));
  await signOut(user.session);
  expectProblem(await renewed.get("/api/me"), 401, "unauthenticated");
});

test("sessions are listed with browser, address and time, and each can be ended on its own", async () => {
  const user = await makeUser();
  const firefox =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const other = await secondSession(user, firefox);
  const rows = await listOf(user.session);
  expect(rows).toHaveLength(2);
  const [one] = rows.filter(({ current }) => !current);
  expect(one).toMatchObject({ browser: "Firefox on Windows", address: other.address });
  expect(Date.parse(String(one.expires_at)) - Date.parse(String(one.created_at))).toBe(
    30 * 24 * 60 * 60 * 1000,
  );
  ok(await user.session.delete(`/api/sessions/${String(one.id)}`), 204);
  expectProblem(await other.get("/api/me"), 401, "unauthenticated");
  ok(await user.session.get("/api/me"));
  const again = await user.session.delete(`/api/sessions/${String(one.id)}`);
  expectProblem(again, 404, "session_not_found");
});

test("an account that was disabled has no session left once it is enabled again", async () => {
  const admin = await makeAdmin();
  await confirm(admin);
  const user = await makeUser();
  const other = await secondSession(user, "curl/8.5");
  ok(await admin.session.patch(`/api/admin/users/${user.id}`, { disabled: true }));
  ok(await admin.session.patch(`/api/admin/users/${user.id}`, { disabled: false }));
  for (const client of [user.session, other]) {
    expectProblem(await client.get("/api/me"), 401, "unauthenticated");
  }
});

test("the password counts in the session that entered it alone, and only the right one", async () => {
  const admin = await makeAdmin();
  const own = await secondSession(admin, "curl/8.5");
  const user = await makeUser();
  const link = () => own.post(`/api/admin/users/${user.id}/password-reset`);
  const role = () => own.patch(`/api/admin/users/${user.id}`, { role: "admin" });
  // Signing in alone is not enough, and neither is another session's confirmation.
  await confirm(admin);
  for (const call of [link, role]) expectProblem(await call(), 403, "password_required");
  expectFaults(await own.post("/api/me/confirm", { password: "wrong" }), "password");
  expectProblem(await link(), 403, "password_required");
  // What needs no password is done without.
  ok(await own.patch(`/api/admin/users/${user.id}`, { disabled: true }));
  ok(await own.post("/api/me/confirm", { password: admin.password }), 204);
  ok(await link(), 201);
  ok(await role());
});

test("no key lists or ends sessions, or enters a password", async () => {
  const user = await makeUser();
  const { client } = await makeKey(user, ["write"]);
  const [session] = await listOf(user.session);
  expectProblem(await client.get("/api/sessions"), 403, "permission_denied");
  const end = await client.delete(`/api/sessions/${String(session.id)}`);
  expectProblem(end, 403, "permission_denied");
  const enter = await client.post("/api/me/confirm", { password: PASSWORD });
  expectProblem(enter, 403, "permission_denied");
  ok(await user.session.get("/api/me"));
});

test("a confirmation from another site is refused", async () => {
  const user = await makeUser();
  const foreign = { origin: "https://evil.example" };
  const enter = await user.session.post("/api/me/confirm", { password: PASSWORD }, foreign);
  expectProblem(enter, 403, "cross_origin");
});

test("passwords that are guessed at the confirmation are throttled as sign-ins are", async () => {
  const user = await makeUser();
  for (let n = 0; n < 10; n += 1) {
    const answer = await user.session.post("/api/me/confirm", { password: `guess ${n}` });
    expectFaults(answer, "password");
  }
  const right = await user.session.post("/api/me/confirm", { password: user.password });
  expectProblem(right, 429, "rate_limited");
  expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(60);
});
