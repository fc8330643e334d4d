import { expect, test } from "@playwright/test";
import { type Answer, Client, inParallel, type Json } from "../api/client";
import { confirm, expectProblem, ok, type User } from "../api/world";
import { whileWatched } from "./bystander";
import { openAccount } from "./people";
import { endAll, startedWith } from "./servers";

const PORT = 3660;
const NEW_PASSWORD = "a password of the attacker";
const WIDTH = 16;

test.afterEach(endAll);

/** A server with its admin, who has entered their password again. */
async function startedServer(): Promise<{ origin: string; admin: User }> {
  const { origin } = await startedWith(PORT, { REGISTRATION_LIMIT: "0" });
  const admin = await openAccount(origin);
  await confirm(admin);
  return { origin, admin };
}

/** Another admin, who has entered their password again. */
async function secondAdmin(origin: string, admin: User): Promise<User> {
  const second = await openAccount(origin);
  ok(await admin.session.patch(`/api/admin/users/${second.id}`, { role: "admin" }));
  await confirm(second);
  return second;
}

/** A browser with a copy of the client's cookies. */
function copyOf({ cookies }: Client, origin: string): Client {
  const copy = new Client(null, origin);
  for (const [name, value] of cookies) copy.cookies.set(name, value);
  return copy;
}

/**
 * The different answers to so many calls, such as `401 unauthenticated`. Looked at together in the end:
 * an expectation for each would delay the bystander, who lives in this process too.
 */
async function answersTo(count: number, call: (n: number) => Promise<Answer>): Promise<string[]> {
  const told = new Set<string>();
  await inParallel(Array.from({ length: count }), WIDTH, async (_, n) => {
    const { status, body } = await call(n);
    told.add(`${status} ${String(body?.code)}`);
  });
  return [...told];
}

/** Makes a link; its token. */
async function linkBy({ session }: User, userId: string): Promise<string> {
  const answer = await session.post(`/api/admin/users/${userId}/password-reset`);
  return String(ok(answer, 201).body.path).split("#")[1] ?? "";
}

async function sendForm(client: Client, path: string, fields: Record<string, string>) {
  const csrf = await client.get("/api/auth/csrf");
  const form = new URLSearchParams({ csrfToken: String(csrf.body.csrfToken), ...fields });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return client.send("POST", path, { raw: form.toString(), headers });
}

test("links that a demoted admin has hoarded open no account, however often they are tried", async () => {
  const { origin, admin } = await startedServer();
  const second = await secondAdmin(origin, admin);
  const tokens: string[] = [];
  for (let n = 0; n < 5; n += 1) tokens.push(await linkBy(second, (await openAccount(origin)).id));
  ok(await admin.session.patch(`/api/admin/users/${second.id}`, { role: "user" }));
  await whileWatched(origin, async () => {
    const answers = await answersTo(200, async (n) =>
      new Client(null, origin).post("/api/reset-password", {
        token: tokens[n % tokens.length],
        password: NEW_PASSWORD,
      }),
    );
    expect(answers).toEqual(["404 reset_not_found"]);
  });
});

test("a leaked admin key takes over no account and makes no admin", async () => {
  const { origin, admin } = await startedServer();
  const victim = await openAccount(origin);
  const made = ok(
    await admin.session.post("/api/keys", { name: "leaked", scopes: ["admin"] }),
    201,
  );
  const thief = new Client(String(made.body.secret), origin);
  await whileWatched(origin, async () => {
    const user = `/api/admin/users/${victim.id}`;
    const calls = [
      async () => thief.post(`${user}/password-reset`),
      async () => thief.patch(user, { role: "admin" }),
      async () => thief.post("/api/me/confirm", { password: admin.password }),
    ] as const;
    for (const call of calls) {
      expect(await answersTo(100, call)).toEqual(["403 permission_denied"]);
    }
  });
  // No password was guessed for the admin meanwhile.
  await confirm(admin);
});

test("the password is guessed ten times in an unattended browser, and not from others' either", async () => {
  const { origin, admin } = await startedServer();
  const victim = await openAccount(origin);
  const unattended = await secondAdmin(origin, admin);
  const thief = new Client(null, origin);
  await thief.signIn(unattended.email, unattended.password);
  await whileWatched(origin, async () => {
    const statuses: number[] = [];
    await inParallel(Array.from({ length: 300 }), WIDTH, async (_, n) => {
      const copy = copyOf(thief, origin);
      statuses.push((await copy.post("/api/me/confirm", { password: `guess ${n}` })).status);
    });
    expect(statuses.filter((status) => status === 422)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(290);
  });
  const link = await thief.post(`/api/admin/users/${victim.id}/password-reset`);
  expectProblem(link, 403, "password_required");
});

test("cookies that were copied before a sign-out are nobody's, on all of their requests", async () => {
  const { origin } = await startedServer();
  const victim = await openAccount(origin);
  const copies = Array.from({ length: 20 }, () => copyOf(victim.session, origin));
  ok(await (copies[0] ?? victim.session).get("/api/me"));
  await sendForm(victim.session, "/api/auth/signout", {});
  await whileWatched(origin, async () => {
    const answers = await answersTo(1000, async (n) =>
      (copies[n % copies.length] ?? victim.session).get("/api/me"),
    );
    expect(answers).toEqual(["401 unauthenticated"]);
  });
});

test("who signs in 300 times has 50 sessions, and ends those of nobody else", async () => {
  const { origin, admin } = await startedServer();
  const user = await openAccount(origin);
  const last = new Client(null, origin);
  await whileWatched(origin, async () => {
    await inParallel(Array.from({ length: 300 }), 4, async () => {
      await new Client(null, origin).signIn(user.email, user.password);
    });
    await last.signIn(user.email, user.password);
  });
  const { data } = ok(await last.get("/api/sessions")).body as { data: Json[] };
  expect(data).toHaveLength(50);
  ok(await admin.session.get("/api/me"));
});
