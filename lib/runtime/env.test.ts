import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ENV_NAMES, readEnv } from "./env";

const example = new Map(
  [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z_]+)=(.*)$/gm)].map(
    ([, name = "", value = ""]) => [name, value],
  ),
);

beforeEach(() => {
  for (const name of ENV_NAMES) vi.stubEnv(name, "");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe(".env.example", () => {
  it("names the variables that the program reads, and no others", () => {
    expect([...example.keys()].sort()).toEqual([...ENV_NAMES].sort());
  });

  it("gives the defaults", () => {
    const defaults: Record<string, unknown> = readEnv();
    const shown = Object.fromEntries([...example].filter(([, value]) => value !== ""));
    const real = Object.entries(defaults).map(([name, value]) => [name, String(value)]);
    expect(shown).toEqual(Object.fromEntries(real));
  });
});

describe("README.md", () => {
  it("names the variables that the program reads, with their defaults", () => {
    const readme = readFileSync("README.md", "utf8");
    const defaults: Record<string, unknown> = readEnv();
    for (const name of ENV_NAMES.filter((each) => each !== "NODE_ENV")) {
      const row = new RegExp(`^\\| \`${name}\` +\\| (.+?) +\\|`, "m").exec(readme);
      expect(row, name).not.toBeNull();
      const value = defaults[name];
      if (value !== undefined) expect(row?.[1]).toBe(`\`${value as string | number}\``);
    }
  });
});

describe("readEnv", () => {
  it("names every variable that is wrong", () => {
    vi.stubEnv("PORT", "70000");
    vi.stubEnv("AUTH_SECRET", "short");
    expect(() => readEnv()).toThrow(/PORT: .*\n.*AUTH_SECRET: /);
  });

  it("takes a variable that is set to nothing as not set", () => {
    vi.stubEnv("DATABASE_SYNC_URL", "");
    expect(readEnv().DATABASE_SYNC_URL).toBeUndefined();
  });
});
