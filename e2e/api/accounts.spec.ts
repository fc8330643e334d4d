import { expect, test } from "@playwright/test";
import { Client, ownAddress } from "./client";
import {
  ensureSetUp,
  expectFaults,
  expectProblem,
  makeAccount,
  makeAdmin,
  makeKey,
  makeUser,
  makeWriter,
  ok,
  PASSWORD,
  uniqueEmail,
} from "./world";

const register = (fields: object) =>
  new Client().post("/api/register", {
    name: "New",
    email: uniqueEmail("new"),
    password: PASSWORD,
    ...fields,
  });

async function me(client: Client): Promise<number> {
  return (await client.get("/api/me")).status;
}

test.describe("registering", () => {
  test.beforeAll(ensureSetUp);

  test("answers the account, and its password in nothing", async () => {
    const email = uniqueEmail();
    const answer = ok(await register({ email, name: " Ada " }), 201);
    expect(answer.body).toEqual({
      id: answer.body.id,
      email,
      name: "Ada",
      role: "user",
    });
    expect(answer.text).not.toContain(PASSWORD);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("a password has 12 to 200 characters, and is not told back", async () => {
    for (const length of [0, 1, 11, 201, 5000]) {
      const answer = await register({ password: "p".repeat(length) });
      const { password } = expectFaults(answer, "password");
      expect(password.message).toBe("password must have 12 to 200 characters");
    }
    for (const length of [12, 200]) {
      const password = "é".repeat(length);
      const { body } = ok(await register({ password }), 201);
      const client = new Client();
      await client.signIn(String(body.email), password);
      expect(await me(client)).toBe(200);
    }
  });

  test("an address is one account in whatever case", async () => {
    for (const [first, second] of [
      ["case", "CASE"],
      ["jürgen", "JÜRGEN"],
      ["jürgen", "ju\u0308rgen"],
      ["space", " space"],
    ] as const) {
      const rest = uniqueEmail("-");
      ok(await register({ email: first + rest }), 201);
      expectProblem(await register({ email: second + rest }), 409, "email_taken");
      const client = new Client();
      await client.signIn(second + rest, PASSWORD);
      expect(await me(client)).toBe(200);
    }
  });

  test("of several that want one address together one gets it", async () => {
    const email = uniqueEmail();
    const answers = await Promise.all([1, 2, 3].map(() => register({ email })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test("faults are told all at once; a role cannot be asked for", async () => {
    const answer = await new Client().post("/api/register", {
      name: " ",
      email: "not an address",
      password: 1,
      role: "admin",
    });
    expectFaults(answer, "name", "email", "password", "role");
  });

  test("when an admin closes it nobody registers, until it is open again", async () => {
    const { session } = await makeAdmin();
    const set = (registration_open: boolean) =>
      session.patch("/api/admin/settings", { registration_open });
    try {
      expect(ok(await set(false)).body).toMatchObject({ registration_open: false });
      expectProblem(await register({}), 403, "registration_closed");
      expect(ok(await session.get("/api/admin/settings")).body.registration_open).toBe(false);
    } finally {
      ok(await set(true));
    }
    ok(await register({}), 201);
  });

  test("one address has one account, however it is spelled", async () => {
    await ensureSetUp();
    const [local] = uniqueEmail().split("@");
    const made = ok(await register({ email: `${local}@MÜLLER.example` }), 201).body;
    expect(made.email).toBe(`${local}@xn--mller-kva.example`);
    for (const domain of ["müller.example", "xn--mller-kva.example", "Müller.example."]) {
      expectProblem(await register({ email: `${local}@${domain}` }), 409, "email_taken");
      const client = new Client();
      await client.signIn(`${local}@${domain}`, PASSWORD);
      expect(ok(await client.get("/api/me")).body.id).toBe(made.id);
    }
    expectFaults(await register({ email: `x\u200b${local}@b.example` }), "email");
    expectFaults(await register({ name: "Ada\u202e" }), "name");
  });

  test("the first admin is made once", async () => {
    const { id } = await makeAdmin();
    const input = { name: "Second", email: uniqueEmail(), password: PASSWORD };
    const answers = await Promise.all([1, 2].map(() => new Client().post("/api/setup", input)));
    for (const answer of answers) expectProblem(answer, 409, "already_set_up");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test.describe("signing in", () => {
  test("the cookie is for this site's requests alone, out of scripts' reach", async () => {
    const { email } = await makeAccount();
    const client = new Client();
    const cookies = (await client.signIn(email, PASSWORD)).headers.getSetCookie();
    const session = cookies.find((line) => line.startsWith("authjs.session-token=")) ?? "";
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(session).toMatch(/Path=\//i);
  });

  test("a session tells the browser nothing but when it ends", async () => {
    const { session } = await makeUser();
    const answer = ok(await session.get("/api/auth/session"));
    expect(Object.keys(answer.body as object)).toEqual(["expires"]);
  });

  test("unknown address, wrong password and disabled account are answered alike", async () => {
    const { session } = await makeAdmin();
    const gone = await makeAccount("gone");
    const here = await makeAccount("here");
    ok(await session.patch(`/api/admin/users/${gone.id}`, { disabled: true }));
    const attempts = [
      [gone.email, PASSWORD],
      [here.email, "the wrong password"],
      [uniqueEmail("nobody"), PASSWORD],
    ] as const;
    const answers = await Promise.all(
      attempts.map(async ([email, password]) => {
        const client = new Client();
        const { status, headers, text } = await client.signIn(email, password);
        expect(await me(client)).toBe(401);
        return { status, text, location: headers.get("location") };
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test("without its csrf token a sign-in makes no session", async () => {
    const { email } = await makeAccount();
    const client = new Client();
    await client.send("POST", "/api/auth/callback/credentials", {
      raw: new URLSearchParams({ csrfToken: "x", email, password: PASSWORD }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(await me(client)).toBe(401);
  });

  test("a session that is signed out is over in that browser", async () => {
    const { session } = await makeUser();
    const { csrfToken } = ok(await session.get("/api/auth/csrf")).body;
    await session.send("POST", "/api/auth/signout", {
      raw: new URLSearchParams({ csrfToken: String(csrfToken) }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(await me(session)).toBe(401);
  });
});

test.describe("failed sign-ins", () => {
  test("after 10 of one account it is 429 from anywhere, the right password too", async () => {
    const { email } = await makeAccount();
    for (let n = 0; n < 10; n += 1) {
      const answer = await new Client().signIn(
        n % 2 ? email : email.toUpperCase(),
        "wrong password",
      );
      expect(answer.status, `attempt ${n + 1}`).toBe(302);
    }
    for (const password of ["wrong password", PASSWORD]) {
      const client = new Client();
      const answer = await client.signIn(email, password);
      expectProblem(answer, 429, "rate_limited");
      const wait = Number(answer.headers.get("retry-after"));
      expect(wait).toBeGreaterThan(600);
      expect(wait).toBeLessThanOrEqual(900);
      expect(await me(client)).toBe(401);
    }
  });

  test("after 10 from one address it is 429 for every account from there, and there alone", async () => {
    const { email } = await makeAccount();
    const attacker = new Client();
    for (let n = 0; n < 10; n += 1) await attacker.signIn(uniqueEmail("guess"), "wrong password");
    expectProblem(await attacker.signIn(email, PASSWORD), 429, "rate_limited");
    const elsewhere = new Client();
    await elsewhere.signIn(email, PASSWORD);
    expect(await me(elsewhere)).toBe(200);
  });

  test("after 10 from one network of IPv6 it is 429 from all of its addresses", async () => {
    const { email } = await makeAccount();
    const network = ownAddress().split(":").slice(0, 4).join(":");
    let host = 0;
    const guess = () => {
      const client = new Client(null, undefined, `${network}::${(host += 1).toString(16)}`);
      return client.signIn(uniqueEmail("spray"), "wrong password");
    };
    for (let n = 0; n < 10; n += 1) await guess();
    const last = new Client(null, undefined, `${network}::ffff`);
    expectProblem(await last.signIn(email, PASSWORD), 429, "rate_limited");
  });

  test("nine failures, then the right password: signed in, and the count starts afresh", async () => {
    const { email } = await makeAccount();
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 9; n += 1) await new Client().signIn(email, "wrong password");
      const client = new Client();
      await client.signIn(email, PASSWORD);
      expect(await me(client)).toBe(200);
    }
  });

  test("sessions and keys that exist go on while signing in is throttled", async () => {
    const user = await makeWriter();
    for (let n = 0; n < 10; n += 1) await new Client().signIn(user.email, "wrong password");
    expectProblem(await new Client().signIn(user.email, PASSWORD), 429, "rate_limited");
    expect(await me(user.session)).toBe(200);
    expect(await me(user.client)).toBe(200);
  });
});

test("disabling a user stops their session and keys with the next request", async () => {
  const { session } = await makeAdmin();
  const user = await makeUser();
  const { client } = await makeKey(user, ["read"]);
  ok(await user.session.get("/api/resolve"));
  ok(await client.get("/api/resolve"));
  ok(await session.patch(`/api/admin/users/${user.id}`, { disabled: true }));
  for (const caller of [user.session, client]) {
    expectProblem(await caller.get("/api/resolve"), 401, "unauthenticated");
    expectProblem(await caller.post("/api/keys", {}), 401, "unauthenticated");
  }
});
