import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ENV_NAMES, namedVariable, readEnv } from "./env";
import { Limiter } from "./limiter";
import { quotaExceeded, quotas } from "./quotas";

const KEY = Symbol.for("model-profiles.quotas");
let before: unknown;

beforeEach(() => {
  before = Reflect.get(globalThis, KEY);
  Reflect.deleteProperty(globalThis, KEY);
  for (const name of ENV_NAMES) vi.stubEnv(name, "");
});
afterEach(() => {
  Reflect.set(globalThis, KEY, before);
  vi.unstubAllEnvs();
});

describe("quotas", () => {
  test("are those of the configuration, in bytes", () => {
    vi.stubEnv("QUOTA_MEGABYTES", "3");
    vi.stubEnv("QUOTA_KEYS", "7");
    expect(quotas()).toEqual({
      ...{ profiles: 2000, bytes: 3 * 1024 * 1024, revisions: 500, children: 500, keys: 7 },
    });
  });

  test("that are 0 are no limits", () => {
    for (const name of ENV_NAMES) if (name.startsWith("QUOTA_")) vi.stubEnv(name, "0");
    expect(new Set(Object.values(quotas()))).toEqual(new Set([Infinity]));
  });

  test("are read once, so that a process has one answer", () => {
    const first = quotas();
    vi.stubEnv("QUOTA_KEYS", "1");
    expect(quotas()).toBe(first);
  });

  test("that are used up say how much is allowed and how much is used", () => {
    expect(quotaExceeded(2, 3, "Delete one.")).toMatchObject({
      ...{ code: "quota_exceeded", status: 409, message: "Delete one." },
      extra: { limit: 2, used: 3 },
    });
  });
});

describe("the configuration", () => {
  test.each([
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["QUOTA_REVISIONS", "1"],
    ["QUOTA_KEYS", "1000001"],
    ["SESSION_DAYS", "0"],
    ["SESSION_DAYS", "366"],
    ["DATABASE_SYNC_INTERVAL", "0"],
    ["DATABASE_SYNC_URL", "not a URL"],
    ["AUTH_SECRET", "x".repeat(31)],
    ["DIRECT_ROUTES", "perhaps"],
    ["LOG_LEVEL", "loud"],
    ["TRUST_PROXY", "11"],
    ["ENGINE_CHECK_INTERVAL", "-1"],
  ])("%s cannot be %j", (name, value) => {
    vi.stubEnv(name, value);
    expect(() => readEnv()).toThrow(new RegExp(`^Invalid configuration:\n {2}${name}: `));
  });

  test.each([
    ["QUOTA_REVISIONS", "0", 0],
    ["QUOTA_REVISIONS", "2", 2],
    ["DATABASE_SYNC_INTERVAL", "0.1", 0.1],
    ["AUTH_SECRET", "x".repeat(32), "x".repeat(32)],
    ["DIRECT_ROUTES", "off", false],
    ["METRICS_OPEN_ON_LOOPBACK", "1", true],
  ])("%s can be %j", (name, value, read) => {
    vi.stubEnv(name, value);
    expect(readEnv()).toMatchObject({ [name]: read });
  });

  test("is read anew only if a variable has changed", () => {
    const first = readEnv();
    expect(readEnv()).toBe(first);
    vi.stubEnv("PORT", "8080");
    expect(readEnv()).not.toBe(first);
    expect(readEnv().PORT).toBe(8080);
  });

  test("names other variables, of which an empty one is not set", () => {
    vi.stubEnv("KEY_OF_A_TEST", "sk-1");
    expect(namedVariable("KEY_OF_A_TEST")).toBe("sk-1");
    vi.stubEnv("KEY_OF_A_TEST", "");
    expect(namedVariable("KEY_OF_A_TEST")).toBeUndefined();
  });
});

test("a limiter counts each caller alone, and says when the next call is allowed", async () => {
  const limiter = new Limiter(2, 60);
  expect([await limiter.count("a"), await limiter.count("a")]).toEqual([0, 0]);
  const wait = await limiter.count("a");
  expect(wait).toBeGreaterThanOrEqual(59);
  expect(wait).toBeLessThanOrEqual(60);
  expect(await limiter.count("b")).toBe(0);
});
