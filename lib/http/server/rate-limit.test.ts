import { describe, expect, test, vi } from "vitest";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import { sessionHeader } from "@/lib/auth/server/testing";
import type { Context } from "@/lib/context";
import { ADA, BEN, CLEO, testWorld, withKey } from "@/lib/testing";
import { limitRate, limitRequest } from "./rate-limit";
import { bearer, request, serveWorld, setRateLimit } from "./testing";

const world = testWorld();
serveWorld(world);

const from = (address: string | null): Context => ({
  ...world.as(ANONYMOUS),
  origin: { requestId: null, address },
});

/** How many of so many calls are within the limit. */
async function allowed(calls: Context[]): Promise<number> {
  const results = await Promise.allSettled(calls.map(async (ctx) => limitRate(ctx)));
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "rate_limited" });
  }
  return results.filter(({ status }) => status === "fulfilled").length;
}

const times = (count: number, ctx: Context) => Array.from({ length: count }, () => ctx);

describe("calls are counted together", () => {
  test("of a user's session and all their keys", async () => {
    setRateLimit(4);
    const session = times(2, world.as(BEN));
    const keys = [...times(2, world.as(withKey(BEN, "read"))), world.as(withKey(BEN, "write"))];
    expect(await allowed([...session, ...keys])).toBe(4);
    expect(await allowed([world.as(CLEO)])).toBe(1);
  });

  test("of nobody in particular, by IP address, of IPv6 by network", async () => {
    setRateLimit(2);
    expect(await allowed(times(3, from("192.0.2.1")))).toBe(2);
    expect(await allowed([from("192.0.2.2")])).toBe(1);
    const network = ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"].map(from);
    expect(await allowed(network)).toBe(2);
    expect(await allowed([from("2001:db8:0:1::1")])).toBe(1);
    expect(await allowed(times(3, from(null)))).toBe(2);
  });
});

describe("nobody waits and nothing is counted", () => {
  test("without a limit", () => {
    setRateLimit(0);
    expect(limitRate(world.as(BEN))).toBeUndefined();
    expect(limitRate(from("192.0.2.1"))).toBeUndefined();
  });

  test("for the program itself, and for keys that ask on behalf of everybody", () => {
    setRateLimit(1);
    expect(limitRate(world.as(SYSTEM_ACTOR))).toBeUndefined();
    expect(limitRate(world.as(withKey(ADA, "service")))).toBeUndefined();
    expect(limitRate(world.as(withKey(ADA, "read", "service")))).toBeUndefined();
    expect(limitRate(world.as(withKey(ADA, "admin")))).toBeInstanceOf(Promise);
  });
});

test("who is refused learns the limit and the seconds to wait", async () => {
  setRateLimit(1);
  await limitRate(world.as(BEN));
  const refused = Promise.resolve(limitRate(world.as(BEN)));
  await expect(refused).rejects.toThrow(
    /^More than 1 requests? per minute\. Try again in \d+ s\.$/,
  );
  await expect(refused).rejects.toMatchObject({ code: "rate_limited" });
});

describe("a request for a page", () => {
  const headersOf = (given: Record<string, string>) => request("GET", "/profiles", given).headers;

  test("counts for its user, with their calls of the API", async () => {
    setRateLimit(2);
    const browser = headersOf(await sessionHeader(BEN));
    await limitRequest("/profiles", browser);
    await limitRate(world.as(BEN));
    await expect(limitRequest("/profiles", browser)).rejects.toMatchObject({
      code: "rate_limited",
    });
    await limitRequest("/profiles", headersOf(await sessionHeader(CLEO)));
  });

  test("of somebody whose session is no longer valid counts for their address", async () => {
    setRateLimit(1);
    await limitRequest("/login", headersOf(await sessionHeader({ session: "none" })));
    await expect(limitRequest("/login", headersOf({}))).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  test("with a key that may ask for everybody is not counted", async () => {
    setRateLimit(1);
    const headers = headersOf(await bearer(world, ADA, "service"));
    for (let n = 0; n < 3; n += 1) await limitRequest("/profiles", headers);
  });

  test("for a file that comes with each page is not counted, whatever its query", async () => {
    setRateLimit(1);
    const files = ["/apple-icon.png", "/favicon.ico", "/icon.svg?v=2", "/manifest.webmanifest"];
    for (const url of [...files, ...files]) await limitRequest(url, headersOf({}));
    await limitRequest("/icon.svg/other", headersOf({}));
    await expect(limitRequest("/icon.svgx", headersOf({}))).rejects.toMatchObject({
      code: "rate_limited",
    });
  });

  test("counts by address while the database does not answer", async () => {
    setRateLimit(1);
    vi.spyOn(world.db, "version").mockImplementation(() => {
      throw new Error("the database does not answer");
    });
    const headers = headersOf(await sessionHeader(BEN));
    await limitRequest("/profiles", headers);
    await expect(limitRequest("/profiles", headers)).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});
