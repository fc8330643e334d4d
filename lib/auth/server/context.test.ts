import { sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { SYSTEM_ACTOR, type UserActor } from "@/lib/actor";
import { bearer, request, serveWorld } from "@/lib/http/server/testing";
import { createKey, flushKeyUses, listKeys, revokeKey } from "@/lib/keys/server/service";
import { metrics } from "@/lib/runtime/metrics";
import { flushSessionUses, listSessions, revokeSession } from "@/lib/sessions/server/service";
import { ADA, BEN, CLEO, setTime, testWorld } from "@/lib/testing";
import { patchUser } from "@/lib/users/server/service";
import { ADDRESS_HEADER, contextFor, requestContext, sendsBearer } from "./context";
import { sessionHeader } from "./testing";

const DAY = 24 * 60 * 60 * 1000;

const world = testWorld();
serveWorld(world);

const headersOf = (given: Record<string, string>) => request("GET", "/", given).headers;

/** Who a request with these headers comes from: `name`, `name with scopes`, or a kind. */
async function callerOf(given: Record<string, string>): Promise<string> {
  const { actor } = await requestContext(headersOf(given));
  if (actor.kind !== "user") return actor.kind;
  return actor.key ? `${actor.name} with ${actor.key.scopes.join()}` : actor.name;
}

async function set(owner: UserActor, assignment: ReturnType<typeof sql>): Promise<void> {
  await withTransaction(world.db, (tx) =>
    tx.run(sql`UPDATE users SET ${assignment} WHERE id = ${owner.id}`),
  );
}

describe("a browser's session", () => {
  test("is its user, with the role of now", async () => {
    const headers = await sessionHeader(BEN);
    expect(await callerOf(headers)).toBe("Ben");
    await world.confirm(ADA);
    await patchUser(world.as(ADA), BEN.id, { role: "admin" });
    const { actor } = await requestContext(headersOf(headers));
    expect(actor).toMatchObject({ kind: "user", role: "admin", key: null });
  });

  test.each([
    ["of a session that there is not", () => sessionHeader({ session: "none" })],
    ["that has expired", () => sessionHeader(BEN, { maxAge: -3600 })],
    [
      "encrypted with another secret",
      () => sessionHeader(BEN, { secret: "another secret, which is as long" }),
    ],
    ["that is garbage", () => ({ cookie: "authjs.session-token=garbage" })],
    ["under another name", () => ({ cookie: "session=x" })],
  ])("%s is nobody", async (_what, make) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await callerOf(await make())).toBe("anonymous");
  });

  test("is nobody from the request after it was ended, however its cookie was copied", async () => {
    const [headers, copy] = [await sessionHeader(BEN), await sessionHeader(BEN)];
    expect(await callerOf(copy)).toBe("Ben");
    await revokeSession(world.as(BEN), BEN.session ?? "");
    expect([await callerOf(headers), await callerOf(copy)]).toEqual(["anonymous", "anonymous"]);
  });

  test.each([
    [undefined, 30],
    ["7", 7],
  ])(
    "ends, with SESSION_DAYS=%s, %i days after it began, however often it is used",
    async (set, days) => {
      vi.stubEnv("SESSION_DAYS", set);
      const headers = await sessionHeader(BEN, { maxAge: 1e9 });
      const end = Date.now() + days * DAY;
      for (const [at, caller] of [
        [end - DAY / 2, "Ben"],
        [end + DAY / 2, "anonymous"],
      ] as const) {
        setTime(new Date(at).toISOString());
        expect(await callerOf(headers)).toBe(caller);
      }
    },
  );

  test("survives a clock that goes a year back, and ends while it is a year ahead", async () => {
    const headers = await sessionHeader(BEN, { maxAge: 1e9 });
    for (const [days, caller] of [
      [-365, "Ben"],
      [365, "anonymous"],
      [0, "Ben"],
    ] as const) {
      setTime(new Date(Date.now() + days * DAY).toISOString());
      expect(await callerOf(headers), `${days} days`).toBe(caller);
    }
  });

  test("is read from the database once between two commits", async () => {
    const headers = await sessionHeader(BEN);
    await callerOf(headers);
    await flushSessionUses(world);
    await callerOf(headers);
    const misses = metrics().cache.miss;
    for (let n = 0; n < 5; n += 1) expect(await callerOf(headers)).toBe("Ben");
    expect(metrics().cache.miss).toBe(misses);
  });

  test("that was used is noted a moment later with its address, and once a minute", async () => {
    const used = async () => {
      const { data } = await listSessions(world.as(BEN));
      return [data[0]?.last_used_at, data[0]?.address];
    };
    const useAt = async (at: string, address: string) => {
      setTime(at);
      await callerOf({ ...(await sessionHeader(BEN)), [ADDRESS_HEADER]: address });
      const before = await used();
      await flushSessionUses(world);
      return before;
    };
    const year = new Date().getUTCFullYear();
    const [first, second, third] = ["00:00.000", "00:59.000", "01:01.000"].map(
      (time) => `${year - 1}-01-01T00:${time}Z`,
    ) as [string, string, string];
    // The session began in the future: the clock was set back since.
    await useAt(first, "192.0.2.1");
    expect(await used()).toEqual([first, "192.0.2.1"]);
    expect(await useAt(second, "192.0.2.2")).toEqual([first, "192.0.2.1"]);
    expect(await used()).toEqual([first, "192.0.2.1"]);
    expect(await useAt(third, "192.0.2.3")).toEqual([first, "192.0.2.1"]);
    expect(await used()).toEqual([third, "192.0.2.3"]);
  });

  test("of a disabled user is nobody, until they are enabled", async () => {
    const headers = await sessionHeader(BEN);
    await set(BEN, sql`disabled = 1`);
    expect(await callerOf(headers)).toBe("anonymous");
    await set(BEN, sql`disabled = 0`);
    expect(await callerOf(headers)).toBe("Ben");
  });
});

describe("an API key", () => {
  test("is its owner, with its scopes", async () => {
    expect(await callerOf(await bearer(world, BEN, "read"))).toBe("Ben with read");
    expect(await callerOf(await bearer(world, ADA, "read", "service"))).toBe(
      "Ada with read,service",
    );
  });

  test("takes precedence over a session, also where it is bad", async () => {
    const cookie = await sessionHeader(CLEO);
    const key = await bearer(world, BEN, "read");
    expect(await callerOf({ ...cookie, ...key })).toBe("Ben with read");
    for (const authorization of ["Bearer wrong", "Bearer", "bearer  "]) {
      expect(await callerOf({ ...cookie, authorization }), authorization).toBe("anonymous");
    }
  });

  test("may be sent with any number of spaces, and the scheme in any case", async () => {
    const { authorization } = await bearer(world, BEN, "read");
    const secret = authorization.replace("Bearer ", "");
    for (const each of [`bearer ${secret}`, `BEARER   ${secret}  `]) {
      expect(await callerOf({ authorization: each }), each).toBe("Ben with read");
    }
    for (const each of [`Bearer ${secret} x`, `Bearer${secret}`, `Token ${secret}`, secret]) {
      expect(await callerOf({ authorization: each }), each).toBe("anonymous");
    }
  });

  test("stops with the request after it is revoked", async () => {
    const headers = await bearer(world, BEN, "read");
    expect(await callerOf(headers)).toBe("Ben with read");
    const { data } = await listKeys(world.as(BEN));
    await revokeKey(world.as(BEN), data[0]?.id ?? "");
    expect(await callerOf(headers)).toBe("anonymous");
  });

  test("works until it expires, though nothing is committed at that moment", async () => {
    setTime("2030-01-01T00:00:00.000Z");
    const expires_at = "2030-01-01T01:00:00.000Z";
    const { secret } = await createKey(world.as(BEN), { name: "k", scopes: ["read"], expires_at });
    const headers = { authorization: `Bearer ${secret}` };
    expect(await callerOf(headers)).toBe("Ben with read");
    setTime("2030-01-01T00:59:59.999Z");
    expect(await callerOf(headers)).toBe("Ben with read");
    setTime(expires_at);
    expect(await callerOf(headers)).toBe("anonymous");
  });

  test("of a disabled user is nobody", async () => {
    const headers = await bearer(world, BEN, "read");
    expect(await callerOf(headers)).toBe("Ben with read");
    await set(BEN, sql`disabled = 1`);
    expect(await callerOf(headers)).toBe("anonymous");
  });

  test("that was used is noted a moment later, not on the way, and once a minute", async () => {
    setTime("2030-01-01T00:00:00.000Z");
    const headers = await bearer(world, BEN, "read");
    const lastUse = async () => (await listKeys(world.as(BEN))).data[0]?.last_used_at;
    await callerOf(headers);
    expect(await lastUse()).toBeNull();
    await flushKeyUses(world);
    expect(await lastUse()).toBe("2030-01-01T00:00:00.000Z");
    setTime("2030-01-01T00:00:59.000Z");
    await callerOf(headers);
    await flushKeyUses(world);
    expect(await lastUse()).toBe("2030-01-01T00:00:00.000Z");
    setTime("2030-01-01T00:01:01.000Z");
    await callerOf(headers);
    await flushKeyUses(world);
    expect(await lastUse()).toBe("2030-01-01T00:01:01.000Z");
  });
});

test("the Authorization of a proxy in front identifies nobody, and a session still counts", async () => {
  const proxy = { authorization: "Basic dXNlcjpwYXNz" };
  expect(await callerOf(proxy)).toBe("anonymous");
  expect(await callerOf({ ...proxy, ...(await sessionHeader(BEN)) })).toBe("Ben");
});

test.each([
  ["Bearer x", true],
  ["bearer", true],
  ["BEARER\tx", true],
  ["Bearerx", false],
  ["Basic Bearer", false],
  ["", false],
])("%j is sent by a key: %s", (authorization, expected) => {
  expect(sendsBearer(new Headers({ authorization }))).toBe(expected);
});

test("the context tells where a request comes from, as the server has noted it", async () => {
  const headers = new Headers({ "x-request-id": "the-request", "x-client-address": "192.0.2.9" });
  const { origin, actor } = await contextFor(SYSTEM_ACTOR, headers);
  expect(origin).toEqual({ requestId: "the-request", address: "192.0.2.9" });
  expect(actor).toBe(SYSTEM_ACTOR);
  expect((await contextFor(SYSTEM_ACTOR, new Headers())).origin).toEqual({
    requestId: null,
    address: null,
  });
});
