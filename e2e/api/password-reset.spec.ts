import { expect, test } from "@playwright/test";
import { Client } from "./client";
import {
  expectFaults,
  expectProblem,
  makeAdmin,
  makeConfirmedAdmin,
  makeKey,
  makeUser,
  ok,
  PASSWORD,
  uniqueEmail,
} from "./world";

const NEW_PASSWORD = "a new and long password";

/** An admin makes a link for the user; its token. */
async function linkFor(id: string): Promise<string> {
  const admin = await makeConfirmedAdmin();
  const { body } = ok(await admin.session.post(`/api/admin/users/${id}/password-reset`), 201);
  expect(Date.parse(String(body.expires_at)) - Date.now()).toBeGreaterThan(23.9 * 3600 * 1000);
  expect(body.path).toMatch(/^\/reset#[\w-]{43}$/);
  return String(body.path).split("#")[1] ?? "";
}

function reset(token: string, password = NEW_PASSWORD) {
  return new Client().post("/api/reset-password", { token, password });
}

async function canSignIn(email: string, password: string): Promise<boolean> {
  const client = new Client();
  await client.signIn(email, password);
  return (await client.get("/api/me")).status === 200;
}

test("a link sets a new password once; sessions end, keys go on", async () => {
  const user = await makeUser();
  const key = await makeKey(user, ["read"]);
  const token = await linkFor(user.id);
  ok(await reset(token), 204);
  expect(await canSignIn(user.email, NEW_PASSWORD)).toBe(true);
  expect(await canSignIn(user.email, PASSWORD)).toBe(false);
  expectProblem(await user.session.get("/api/me"), 401, "unauthenticated");
  ok(await key.client.get("/api/me"));
  expectProblem(await reset(token, PASSWORD), 404, "reset_not_found");
  expect(await canSignIn(user.email, NEW_PASSWORD)).toBe(true);
});

test("a key makes no link, whatever its scope and for whomever", async () => {
  const admin = await makeAdmin();
  const { client } = await makeKey(admin, ["admin", "write"]);
  for (const { id } of [admin, await makeUser()]) {
    const answer = await client.post(`/api/admin/users/${id}/password-reset`);
    expectProblem(answer, 403, "permission_denied");
  }
});

test("a newer link takes the place of an older one", async () => {
  const user = await makeUser();
  const [first, second] = [await linkFor(user.id), await linkFor(user.id)];
  expectProblem(await reset(first), 404, "reset_not_found");
  ok(await reset(second), 204);
});

test("of two who use a link at once one sets the password", async () => {
  const user = await makeUser();
  const token = await linkFor(user.id);
  const passwords = ["the first of passwords", "the second of passwords"] as const;
  const answers = await Promise.all(passwords.map((password) => reset(token, password)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  const won = passwords[answers.findIndex(({ status }) => status === 204)] ?? "";
  expect(await canSignIn(user.email, won)).toBe(true);
});

test("a refused password leaves the link good", async () => {
  const user = await makeUser();
  const token = await linkFor(user.id);
  expectFaults(await reset(token, "short"), "password");
  ok(await reset(token), 204);
});

test("a disabled user may choose a password and stays out", async () => {
  const user = await makeUser();
  const { session } = await makeAdmin();
  ok(await session.patch(`/api/admin/users/${user.id}`, { disabled: true }));
  ok(await reset(await linkFor(user.id)), 204);
  expect(await canSignIn(user.email, NEW_PASSWORD)).toBe(false);
});

test("the audit tells of the link and of its use, and holds neither token nor password", async () => {
  const user = await makeUser();
  const token = await linkFor(user.id);
  ok(await reset(token), 204);
  const { session } = await makeAdmin();
  const answer = ok(await session.get(`/api/admin/audit?target=user:${user.id}&limit=2`));
  expect(answer.body.data).toMatchObject([
    { action: "user.password_reset", actor: "anonymous" },
    { action: "user.reset_link" },
  ]);
  expect(answer.text).not.toContain(token);
  expect(answer.text).not.toContain(NEW_PASSWORD);
});

test("a link for nobody is user_not_found; a token that is none is refused", async () => {
  const { session } = await makeConfirmedAdmin();
  for (const id of ["none", uniqueEmail(), "00000000-0000-0000-0000-000000000000"]) {
    const path = `/api/admin/users/${encodeURIComponent(id)}/password-reset`;
    expectProblem(await session.post(path), 404, "user_not_found");
  }
  for (const token of ["", "x", "x".repeat(200)]) {
    expectProblem(await reset(token), 404, "reset_not_found");
  }
  const wrong = await new Client().post("/api/reset-password", { token: 1, password: "short" });
  expectFaults(wrong, "token", "password");
});
