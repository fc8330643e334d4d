import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { forgetSingleton } from "@/lib/http/server/testing";
import { setTime, testWorld } from "@/lib/testing";
import { beginAttempt, forgetAttempt, limitRegistrations } from "./throttle";

const world = testWorld();
const ZOE = "zoe@example.org";
const START = Date.parse("2030-01-01T00:00:00.000Z");

/** Sets the clock to this many seconds after the start. */
const at = (seconds: number) => setTime(new Date(START + seconds * 1000).toISOString());

const attempt = (email: string, ip: string | null = null) => beginAttempt(world.db, email, ip);

async function fail(times: number, email: string, ip: string | null = null): Promise<void> {
  for (let n = 0; n < times; n += 1) await attempt(email, ip);
}

const refusal = (minutes: string) => ({
  code: "rate_limited",
  message: `Too many failed sign-ins. Try again in ${minutes}.`,
});

beforeEach(() => {
  at(0);
});

describe("sign-ins to an account", () => {
  test("are refused after 10 failures, until the first of them is 15 minutes old", async () => {
    await fail(10, ZOE);
    at(60);
    await expect(attempt(ZOE)).rejects.toMatchObject({ ...refusal("14 minutes"), retryAfter: 840 });
    at(15 * 60 - 1);
    await expect(attempt(ZOE)).rejects.toMatchObject(refusal("1 minute"));
    at(15 * 60);
    await expect(attempt(ZOE)).resolves.toMatchObject({ account: `account:${ZOE}` });
  });

  test("wait for as many failures to pass as are too many", async () => {
    await fail(5, ZOE);
    at(300);
    await fail(5, ZOE);
    at(15 * 60);
    await fail(5, ZOE);
    await expect(attempt(ZOE)).rejects.toMatchObject({ retryAfter: 300 });
  });

  test("do not count before they were made: a clock that was set back locks nobody out", async () => {
    for (const days of [365, -365]) {
      at(days * 24 * 3600);
      await fail(10, ZOE, "192.0.2.1");
      await expect(attempt(ZOE, "192.0.2.1")).rejects.toMatchObject(refusal("15 minutes"));
      at(0);
      await expect(attempt(ZOE, "192.0.2.1")).resolves.toBeDefined();
    }
  });

  test("count for no other account", async () => {
    await fail(10, ZOE);
    await expect(attempt(ZOE)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(attempt("yan@example.org")).resolves.toBeDefined();
  });

  test("that are refused do not count", async () => {
    await fail(10, ZOE);
    for (const seconds of [100, 200, 300]) {
      at(seconds);
      await expect(attempt(ZOE)).rejects.toMatchObject({ code: "rate_limited" });
    }
    at(15 * 60);
    await expect(attempt(ZOE)).resolves.toBeDefined();
  });

  test("begin anew after one that worked", async () => {
    await fail(9, ZOE);
    await forgetAttempt(world.db, await attempt(ZOE));
    await fail(10, ZOE);
    await expect(attempt(ZOE)).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("many at once are counted before any of them is known to fail", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 15 }, () => attempt(ZOE)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });

  test("of an address as long as anybody likes are counted together by its start", async () => {
    const long = `${"z".repeat(900)}@example.org`;
    await fail(10, long);
    await expect(attempt(`${long}.more`)).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("sign-ins from an IP address", () => {
  test("are refused after 10 failures, whoever they were for", async () => {
    for (let n = 0; n < 10; n += 1) await attempt(`user${n}@example.org`, "192.0.2.1");
    await expect(attempt(ZOE, "192.0.2.1")).rejects.toMatchObject({ code: "rate_limited" });
    await expect(attempt(ZOE, "192.0.2.2")).resolves.toBeDefined();
    await expect(attempt(ZOE, null)).resolves.toBeDefined();
  });

  test("count by network in IPv6", async () => {
    for (let n = 0; n < 10; n += 1) await attempt(`user${n}@example.org`, `2001:db8::${n + 1}`);
    await expect(attempt(ZOE, "2001:db8::ffff")).rejects.toMatchObject({ code: "rate_limited" });
    await expect(attempt(ZOE, "2001:db8:0:1::1")).resolves.toBeDefined();
  });

  test("keep their other failures after one that worked", async () => {
    for (let n = 0; n < 9; n += 1) await attempt(`user${n}@example.org`, "192.0.2.1");
    const worked = await attempt(ZOE, "192.0.2.1");
    await forgetAttempt(world.db, worked);
    await attempt("yan@example.org", "192.0.2.1");
    await expect(attempt(ZOE, "192.0.2.1")).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("registrations", () => {
  const from = (address: string | null): Context => ({
    ...world.as(ANONYMOUS),
    origin: { requestId: null, address },
  });

  beforeEach(() => {
    vi.stubEnv("REGISTRATION_LIMIT", "3");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    forgetSingleton("registrations");
  });

  async function allowed(calls: (() => Promise<void>)[]): Promise<number> {
    const results = await Promise.allSettled(calls.map((call) => call()));
    return results.filter(({ status }) => status === "fulfilled").length;
  }

  const times = (count: number, call: () => Promise<void>) =>
    Array.from({ length: count }, () => call);

  test("are limited by IP address, of IPv6 by network", async () => {
    expect(await allowed(times(5, () => limitRegistrations(from("192.0.2.1"))))).toBe(3);
    expect(await allowed(times(1, () => limitRegistrations(from("192.0.2.2"))))).toBe(1);
    const network = [1, 2, 3, 4, 5].map(
      (host) => () => limitRegistrations(from(`2001:db8::${host}`)),
    );
    expect(await allowed(network)).toBe(3);
  });

  test("by a link are limited from all addresses together", async () => {
    const calls = [1, 2, 3, 4, 5].map(
      (host) => () => limitRegistrations(from(`192.0.2.${host}`), "the-link"),
    );
    expect(await allowed(calls)).toBe(3);
    await limitRegistrations(from("192.0.2.9"), "another-link");
  });

  test("from nowhere known are limited by their link alone", async () => {
    expect(await allowed(times(9, () => limitRegistrations(from(null))))).toBe(9);
    expect(await allowed(times(9, () => limitRegistrations(from(null), "x")))).toBe(3);
  });

  test("are not limited if the limit is 0", async () => {
    vi.stubEnv("REGISTRATION_LIMIT", "0");
    expect(await allowed(times(50, () => limitRegistrations(from("192.0.2.1"))))).toBe(50);
  });

  test("that are refused say what there were too many of, and for how long", async () => {
    await allowed(times(3, () => limitRegistrations(from("192.0.2.1"))));
    const refused = limitRegistrations(from("192.0.2.1"));
    await expect(refused).rejects.toThrow(
      /^Too many new accounts and passwords from this network\. Try again in \d+ minutes\.$/,
    );
    await expect(refused).rejects.toMatchObject({ code: "rate_limited" });
  });
});
