import { expect, test, vi } from "vitest";
import { withTransaction } from "@/db/transaction";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { isSealed } from "@/lib/credentials/server/seal";
import { ENV_NAMES } from "@/lib/runtime/env";
import { ADA, testWorld } from "@/lib/testing";
import { engineInput } from "../schema";
import { isSameKey, openKey, sealKey } from "./key";
import { selectEngines, upsertEngine } from "./repository";
import { createEngine, sealStoredKeys } from "./service";

const world = testWorld();
const { as } = world;

const add = (name: string, key: string | null) =>
  createEngine(
    as(ADA),
    engineInput.parse({ kind: "ollama", name, address: "http://127.0.0.1:9", key }),
  );

const stored = async () => {
  const rows = await selectEngines(world.db.read);
  return new Map(rows.map(({ name, key }) => [name, key]));
};

test("keys that an earlier version stored as plain text are encrypted at startup, once", async () => {
  for (const name of ["plain", "none", "named"]) await add(name, null);
  const old = new Map([
    ["plain", "secret-1"],
    ["named", "env:SOME_KEY"],
  ]);
  const rows = await selectEngines(world.db.read);
  await withTransaction(world.db, async (tx) => {
    for (const row of rows) await upsertEngine(tx, { ...row, key: old.get(row.name) ?? null });
  });

  await sealStoredKeys(as(SYSTEM_ACTOR));
  const sealed = await stored();
  expect(sealed.get("plain")).not.toContain("secret-1");
  expect(isSealed(sealed.get("plain") ?? "")).toBe(true);
  expect(openKey(sealed.get("plain") ?? null)).toBe("secret-1");
  expect([sealed.get("none"), sealed.get("named")]).toEqual([null, "env:SOME_KEY"]);

  await sealStoredKeys(as(SYSTEM_ACTOR));
  expect(await stored()).toEqual(sealed);
});

test("env:NAME stays a name, and is the variable's value when it is used", () => {
  expect(sealKey("env:SOME_KEY")).toBe("env:SOME_KEY");
  expect(() => openKey("env:SOME_KEY")).toThrow(/needs the environment variable SOME_KEY/);
  vi.stubEnv("SOME_KEY", "from the environment");
  expect(openKey("env:SOME_KEY")).toBe("from the environment");
  expect(isSameKey("env:SOME_KEY", sealKey("from the environment"))).toBe(true);
  vi.unstubAllEnvs();
});

test.each(ENV_NAMES)("env:%s, a variable of this program, is refused", (name) => {
  expect(() => sealKey(`env:${name}`)).toThrow(
    expect.objectContaining({
      code: "validation_failed",
      errors: [expect.objectContaining({ path: "key" })],
    }) as Error,
  );
});
