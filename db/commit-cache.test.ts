import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { metrics } from "@/lib/runtime/metrics";
import { perDatabase } from "./client";
import { CommitCache, commitCache } from "./commit-cache";
import { contains } from "./query";
import { settings } from "./schema";
import { freshDatabase } from "./testing";
import { withTransaction } from "./transaction";

describe("what is kept until the next commit", () => {
  let cache: CommitCache;

  beforeEach(() => {
    cache = new CommitCache();
    cache.get("1", "any");
  });

  test("is found under its key, as long as the version is the same", () => {
    const value = { a: 1 };
    cache.set("1", "key", value, 10);
    expect(cache.get("1", "key")).toBe(value);
    expect(cache.get("1", "other")).toBeUndefined();
    expect(cache.get("1", "key")).toBe(value);
  });

  test("is gone with the next version, and does not come back with the old one", () => {
    cache.set("1", "key", {}, 10);
    expect(cache.get("2", "key")).toBeUndefined();
    expect(cache.get("1", "key")).toBeUndefined();
  });

  test("is never what was read before a commit that has been seen since", () => {
    // A read began at version 1; another request has seen version 2 meanwhile.
    cache.get("2", "other");
    cache.set("1", "key", { stale: true }, 10);
    expect(cache.get("1", "key")).toBeUndefined();
    cache.get("2", "key");
    expect(cache.get("2", "key")).toBeUndefined();
  });

  test("is nothing for a database that cannot tell of commits", () => {
    cache.set(null, "key", {}, 10);
    expect(cache.get(null, "key")).toBeUndefined();
  });

  test("is bounded: what was used longest ago goes first", () => {
    const large = 6 * 1024 * 1024;
    for (const key of ["a", "b"]) cache.set("1", key, { key }, large);
    expect(cache.get("1", "a")).toEqual({ key: "a" });
    cache.set("1", "c", { key: "c" }, large);
    expect(cache.get("1", "b")).toBeUndefined();
    expect(cache.get("1", "a")).toEqual({ key: "a" });
    cache.set("1", "too large", {}, 17 * 1024 * 1024);
    expect(cache.get("1", "too large")).toBeUndefined();
  });

  test("counts what was found and what was not", () => {
    const { cache: lookups } = metrics();
    const before = { ...lookups };
    cache.set("1", "key", {}, 10);
    cache.get("1", "key");
    cache.get("1", "none");
    cache.get(null, "key");
    expect(lookups).toEqual({ hit: before.hit + 1, miss: before.miss + 1 });
  });
});

describe("of a database", () => {
  const fresh = freshDatabase();

  test("there is one cache and one of each other thing in memory", () => {
    expect(commitCache(fresh.db)).toBe(commitCache(fresh.db));
    let made = 0;
    const make = () => ({ number: (made += 1) });
    expect(perDatabase(fresh.db, "counter", make)).toBe(perDatabase(fresh.db, "counter", make));
    expect(made).toBe(1);
  });

  test("the version changes with a commit, and with no failed transaction or read", async () => {
    const { db } = fresh;
    const first = db.version();
    await db.read.select().from(settings);
    expect(db.version()).toBe(first);
    const failing = withTransaction(db, async (tx) => {
      await tx.insert(settings).values({ name: "audit_days", value: 1 });
      throw new Error("No");
    });
    await expect(failing).rejects.toThrow("No");
    expect(db.version()).toBe(first);
    await withTransaction(db, (tx) => tx.insert(settings).values({ name: "x", value: 1 }));
    expect(db.version()).not.toBe(first);
  });

  test.each<[string, string[]]>([
    ["a", ["100%", "a_b", "abc", "a\\b"].filter((text) => text.includes("a"))],
    ["%", ["100%"]],
    ["_", ["a_b"]],
    ["\\", ["a\\b"]],
    ["a_", ["a_b"]],
    ["ABC", []],
    ["", ["100%", "a_b", "a\\b", "abc"]],
    ["a\0", []],
    ["'", []],
  ])("a search for %j finds the texts that contain it", async (words, expected) => {
    await withTransaction(fresh.db, async (tx) => {
      for (const name of ["100%", "a_b", "a\\b", "abc"]) {
        await tx.insert(settings).values({ name, value: 1 });
      }
    });
    const rows = await fresh.db.read
      .select({ name: settings.name })
      .from(settings)
      .where(contains(settings.name, words))
      .orderBy(sql`name`);
    expect(rows.map(({ name }) => name).sort()).toEqual([...expected].sort());
  });
});
