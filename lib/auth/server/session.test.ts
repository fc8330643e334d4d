import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
import { forgetSingleton } from "@/lib/http/server/testing";
import { testWorld } from "@/lib/testing";
import { findSession } from "@/lib/sessions/server/service";
import { openSession } from "@/lib/users/server/account-service";
import { findAccount, register } from "@/lib/users/server/service";
import { refusalIn } from "./next-auth";
import { authSecret } from "@/lib/credentials/server/secret";
import { signInWithPassword } from "./session";

const PASSWORD = "correct horse battery staple";
const ZOE = { name: "Zoë", email: "zoe@example.org", password: PASSWORD };

describe("signing in with a password", () => {
  const world = testWorld();
  const signIn = (input: unknown) => signInWithPassword(world.as(ANONYMOUS), input, "curl/8.5");

  test("starts a session of the user, for their address in any case", async () => {
    const { id } = await register(world.as(ANONYMOUS), ZOE);
    for (const email of [ZOE.email, " ZOE@Example.org "]) {
      const session = (await signIn({ email, password: PASSWORD })) ?? "";
      const found = await findSession(world.as(ANONYMOUS), session);
      expect(found, email).toMatchObject({ session: { id: session }, owner: { id } });
    }
  });

  test("takes a password in whatever form its letters were typed", async () => {
    const password = "pässwörd of some length".normalize("NFC");
    await register(world.as(ANONYMOUS), { ...ZOE, password });
    const typed = { email: ZOE.email, password: password.normalize("NFD") };
    expect(await signIn(typed)).not.toBeNull();
  });

  test("gives nothing for a wrong password, an unknown address or a disabled account", async () => {
    const { id } = await register(world.as(ANONYMOUS), ZOE);
    expect(await signIn({ email: ZOE.email, password: `${PASSWORD} ` })).toBeNull();
    expect(await signIn({ email: "nobody@example.org", password: PASSWORD })).toBeNull();
    await withTransaction(world.db, (tx) =>
      tx.run(sql`UPDATE users SET disabled = 1 WHERE id = ${id}`),
    );
    expect(await signIn({ email: ZOE.email, password: PASSWORD })).toBeNull();
  });

  test.each([
    [null],
    ["text"],
    [{}],
    [{ email: ZOE.email }],
    [{ email: 1, password: PASSWORD }],
    [{ email: ZOE.email, password: "x".repeat(1001) }],
    [{ email: "x".repeat(1001), password: PASSWORD }],
  ])("gives nothing for input of another shape", async (input) => {
    expect(await signIn(input)).toBeNull();
  });

  test("starts nothing with a password that is changed while it is checked", async () => {
    const { id } = await register(world.as(ANONYMOUS), ZOE);
    const account = await findAccount(world.as(ANONYMOUS), ZOE.email);
    if (!account) throw new Error("Zoë has registered");
    await withTransaction(world.db, (tx) =>
      tx.run(sql`UPDATE users SET password_hash = 'another' WHERE id = ${id}`),
    );
    expect(await openSession(world.as(ANONYMOUS), account, null)).toBeNull();
  });

  test("is refused after 10 wrong passwords for an address in any case, also with the right one", async () => {
    await register(world.as(ANONYMOUS), ZOE);
    for (let n = 0; n < 10; n += 1) {
      const email = n % 2 === 0 ? ZOE.email : ` ${ZOE.email.toUpperCase()}`;
      expect(await signIn({ email, password: `wrong ${n}` })).toBeNull();
    }
    await expect(signIn({ email: ZOE.email, password: PASSWORD })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("why a sign-in was not decided", () => {
  test.each([
    ["rate_limited_61", "rate_limited", 61, "Try again in 2 minutes."],
    ["rate_limited_60", "rate_limited", 60, "Try again in 1 minute."],
    ["database_unavailable", "database_unavailable", 1, "Try again shortly."],
  ])("%s is %s", (text, code, retryAfter, words) => {
    const error = refusalIn(text);
    expect(error).toMatchObject({ code, retryAfter });
    expect(error?.message).toContain(words);
  });

  test.each([[null], [undefined], [""], ["credentials"], ["rate_limited"]])(
    "%s says nothing: the credentials are wrong",
    (code) => {
      expect(refusalIn(code)).toBeUndefined();
    },
  );
});

describe("the secret of sessions", () => {
  let folder: string;
  const file = () => path.join(folder, "data", "auth-secret");

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "secret-"));
    vi.stubEnv("DATA_DIR", path.join(folder, "data"));
    vi.stubEnv("AUTH_SECRET", "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetSingleton("auth-secret");
    rmSync(folder, { recursive: true });
  });

  const readAgain = () => {
    forgetSingleton("auth-secret");
    return authSecret();
  };

  test("is the one that is configured", () => {
    const secret = "configured, and long enough to be one";
    vi.stubEnv("AUTH_SECRET", secret);
    expect(authSecret()).toBe(secret);
    expect(() => statSync(file())).toThrow();
  });

  test("is made on first use, for its owner alone, and kept", () => {
    const secret = readAgain();
    expect(secret).toHaveLength(64);
    expect(readFileSync(file(), "utf8")).toBe(secret);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
    expect(readAgain()).toBe(secret);
  });

  test("that another process made first is the one of both", () => {
    readAgain();
    writeFileSync(file(), "made by another process, at the same moment\n");
    expect(readAgain()).toBe("made by another process, at the same moment");
  });

  test("cannot be made where its folder is a file", () => {
    writeFileSync(path.join(folder, "data"), "");
    expect(readAgain).toThrow(/EEXIST|ENOTDIR/);
  });
});
