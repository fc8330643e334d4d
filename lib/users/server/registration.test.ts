import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freshDatabase } from "@/db/testing";
import { withTransaction } from "@/db/transaction";
import { type Actor, ANONYMOUS, type UserActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { insertSession } from "@/lib/sessions/server/repository";
import { sessionRow } from "@/lib/testing";
import type { AccountInput } from "../schema";
import { makeResetLink, resetPassword } from "./reset-service";
import { register, setUp } from "./service";

const LIMIT = 3;
const PASSWORD = "correct horse battery staple";
const fresh = freshDatabase();

beforeEach(() => vi.stubEnv("REGISTRATION_LIMIT", String(LIMIT)));
afterEach(() => vi.unstubAllEnvs());

function from(address: string, actor: Actor = ANONYMOUS): Context {
  return { actor, db: fresh.db, origin: { requestId: null, address } };
}

let people = 0;

function account(): AccountInput {
  people += 1;
  return { name: "Ada", email: `ada-${people}@example.org`, password: PASSWORD };
}

/** The first admin, who has just entered their password again. */
async function admin(): Promise<UserActor> {
  const made = await setUp(from("192.0.2.100"), account());
  const actor: UserActor = { kind: "user", groups: [], key: null, session: "a session", ...made };
  const row = sessionRow(actor, { confirmed_at: clock.iso() });
  await withTransaction(fresh.db, (tx) => insertSession(tx, row));
  return actor;
}

test("an IP address creates only so many accounts; what is beyond is refused before it is hashed", async () => {
  await admin();
  for (let n = 0; n < LIMIT; n += 1) await register(from("192.0.2.1"), account());
  const input = Object.defineProperty(account(), "password", {
    get: () => {
      throw new Error("The password was read");
    },
  });
  const refused = register(from("192.0.2.1"), input);
  await expect(refused).rejects.toMatchObject({ code: "rate_limited", status: 429 });
  await expect(refused).rejects.toThrow(
    "Too many new accounts and passwords from this network. Try again in 10 minutes.",
  );
  await register(from("192.0.2.2"), account());
});

test("an IPv6 network counts as one address, for setup too", async () => {
  for (let n = 0; n < LIMIT; n += 1) {
    const closed = register(from(`2001:db8::${n}`), account());
    // Refused without a hash, so it does not count.
    await expect(closed).rejects.toMatchObject({ code: "registration_closed" });
  }
  await setUp(from("2001:db8::a"), account());
  for (let n = 1; n < LIMIT; n += 1) await register(from(`2001:db8::b:${n}`), account());
  const refused = register(from("2001:db8::c"), account());
  await expect(refused).rejects.toMatchObject({ code: "rate_limited" });
});

test("a reset link is tried only so often, from however many addresses", async () => {
  const actor = await admin();
  const { path } = await makeResetLink(from("192.0.2.100", actor), actor.id);
  const token = path.split("#")[1] ?? "";
  const reset = (n: number) =>
    resetPassword(from(`198.51.100.${n}`), { token, password: PASSWORD });
  const tries = await Promise.allSettled(Array.from({ length: 2 * LIMIT }, (_, n) => reset(n)));
  const codes = tries.map((each) =>
    each.status === "rejected" ? (each.reason as { code: string }).code : "reset",
  );
  expect(codes.sort()).toEqual(
    [
      ...Array<string>(LIMIT).fill("rate_limited"),
      "reset",
      ...Array<string>(LIMIT - 1).fill("reset_not_found"),
    ].sort(),
  );
});
