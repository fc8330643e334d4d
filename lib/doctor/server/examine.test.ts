import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import LocalDatabase from "libsql";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { ENV_NAMES } from "@/lib/runtime/env";
import { loadCatalogFile } from "@/lib/models/server/file-service";
import { seedDefaults } from "@/lib/profiles/server/defaults-service";
import type { Finding } from "../finding";
import { examine } from "./examine";

let folder: string;
let file: string;

const inFolder = (name: string) => path.join(folder, name);

/** What a server leaves after its first start. */
async function install(): Promise<void> {
  const db = await openDatabase({ url: `file:${file}` });
  await migrateDatabase(db);
  const ctx = { actor: SYSTEM_ACTOR, db, origin: { requestId: null, address: null } };
  await seedDefaults(ctx);
  await loadCatalogFile(ctx);
  await db.close();
  writeFileSync(inFolder("auth-secret"), "s".repeat(64), { mode: 0o600 });
}

/** Changes what is stored as no service would. */
function tamper(statements: string): void {
  const handle = new LocalDatabase(file);
  handle.exec(`PRAGMA foreign_keys=OFF; ${statements}`);
  handle.close();
}

const DAY = "'2030-01-01T00:00:00.000Z'";
const addUser = (id: string, role: string, disabled = 0) =>
  `INSERT INTO users VALUES ('${id}', '${id}@x', '${id}@x', 'N', '${role}', '-', ${disabled}, ${DAY}, ${DAY}, 'n');`;
/** A copy of the first default that belongs to the user. */
const addProfile = (id: string, owner: string, set: string) =>
  `CREATE TEMP TABLE copied AS SELECT * FROM model_profiles WHERE type = 1 AND user_id = 'system';
   UPDATE copied SET id = '${id}', user_id = '${owner}', ${set};
   INSERT INTO model_profiles SELECT * FROM copied; DROP TABLE copied;`;

/** What is not well: the check with its level, and the finding in one text. */
async function troubles(): Promise<Map<string, string>> {
  const found = (await examine()).filter(({ level }) => level !== "ok");
  const text = ({ message, cause, remedy }: Finding) => [message, cause, remedy].join(" ");
  for (const one of found) {
    expect(one.cause).toEqual(expect.stringMatching(/\w/));
    expect(one.remedy).toEqual(expect.stringMatching(/\w/));
  }
  return new Map(found.map((one) => [`${one.level}: ${one.check}`, text(one)]));
}

/** Expects this alone not to be well. */
async function expectTrouble(what: string, text: RegExp): Promise<void> {
  const found = await troubles();
  expect([...found.keys()]).toEqual([what]);
  expect(found.get(what)).toMatch(text);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "doctor-"));
  file = inFolder("app.db");
  for (const name of ENV_NAMES) vi.stubEnv(name, "");
  vi.stubEnv("DATA_DIR", folder);
  vi.stubEnv("DATABASE_URL", `file:${file}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("an installation that was started once is well, and so is one with accounts", async () => {
  await install();
  expect([...(await troubles()).keys()]).toEqual([]);
  tamper(addUser("a", "admin") + addProfile("p", "a", "name = 'Mine', name_key = 'mine'"));
  const found = await examine();
  expect(new Set(found.map(({ level }) => level))).toEqual(new Set(["ok"]));
  expect(found.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      "profile not found",
      "model unavailable",
      "parameter errors",
      "permission denied",
    ]),
  );
});

describe("reported before the database is opened", () => {
  test("invalid variables", async () => {
    vi.stubEnv("PORT", "x");
    await expectTrouble("failure: configuration", /PORT: /);
  });

  test("a database that does not exist yet", () =>
    expectTrouble("warning: database", /no database at .*app\.db.*npm start creates it/));

  test("a secret that others can read, or that is too short", async () => {
    await install();
    chmodSync(inFolder("auth-secret"), 0o644);
    await expectTrouble("warning: secret", /mode is 644.*chmod 600/);
    writeFileSync(inFolder("auth-secret"), "short");
    await expectTrouble("failure: secret", /less than 32/);
  });

  test("a database file that others can read, and the files beside it", async () => {
    await install();
    writeFileSync(`${file}-wal`, "");
    chmodSync(`${file}-wal`, 0o644);
    await expectTrouble("warning: database file", /app\.db-wal has mode 644.*chmod 600 \S+-wal$/);
    chmodSync(file, 0o640);
    await expectTrouble("warning: database file", /app\.db has mode 640.*chmod 600 \S+\.db/);
  });

  test("a catalog that cannot be used, in part or at all", async () => {
    await install();
    const models = JSON.parse(readFileSync(".models.json", "utf8")) as object[];
    writeFileSync(inFolder("models.json"), JSON.stringify([...models, { name: "" }]));
    vi.stubEnv("MODELS_FILE", inFolder("models.json"));
    await expectTrouble("warning: catalog file", /entry \d+: .*catalog -- check/);
    writeFileSync(inFolder("models.json"), "{");
    await expectTrouble("failure: catalog file", /is not JSON/);
    writeFileSync(inFolder("models.json"), JSON.stringify([{ name: "" }]));
    await expectTrouble("failure: catalog file", /none can be read; entry 0: .*catalog -- check/);
  });

  test("a replica without a secret of all servers, and a server that is away", async () => {
    vi.stubEnv("DATABASE_SYNC_URL", "http://localhost:9");
    const found = await troubles();
    expect([...found.keys()]).toEqual(["warning: secret", "failure: database"]);
    expect(found.get("failure: database")).toContain("http://localhost:9");
  });
});

describe("reported about the database", () => {
  beforeEach(install);

  test("a file that is damaged or not a database", async () => {
    const whole = readFileSync(file);
    whole.fill(0x55, 4096 * 3, 4096 * 8);
    writeFileSync(file, whole);
    await expectTrouble("failure: integrity", /npm run restore/);
    writeFileSync(file, "x".repeat(9000));
    await expectTrouble("failure: database", /not a database/);
  });

  test("a database of another version", async () => {
    tamper("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('new', 9e15)");
    await expectTrouble("failure: migrations", /newer version/);
    tamper("DELETE FROM __drizzle_migrations");
    await expectTrouble("warning: migrations", /older version.*npm start/);
  });

  test("a default that is missing or has no model", async () => {
    tamper("UPDATE model_profiles SET model_name = 'gone' WHERE type = 2");
    const found = await troubles();
    expect(found.get("failure: defaults")).toContain("gone is not in the catalog");
    tamper("DELETE FROM profile_revisions; DELETE FROM model_profiles WHERE type = 2");
    await expectTrouble("failure: defaults", /has no default/);
  });

  test("profiles that have lost their model or break the rules", async () => {
    tamper(
      addUser("a", "admin") +
        addProfile("p", "a", "name = 'P', name_key = 'p', model_name = 'gone'") +
        addProfile("q", "a", `name = 'Q', name_key = 'q', parameters = '{"temperature": 9}'`),
    );
    const found = await troubles();
    expect([...found.keys()]).toEqual(["warning: model unavailable", "warning: parameter errors"]);
    expect(found.get("warning: model unavailable")).toMatch(/1 of 21.*“P” \(p, of user a\).*gone/);
    expect(found.get("warning: parameter errors")).toMatch(/“Q”.*parameters\.temperature/);
  });

  test("users of a profile that they may not see", async () => {
    const theirs = "5f0f3b52-8f0a-4f8e-9a57-2f7c6c1b9d10";
    tamper(
      addUser("a", "admin") +
        addUser("b", "user") +
        addProfile(theirs, "a", "name = 'P', name_key = 'p'") +
        addProfile("q", "b", `name = 'Q', name_key = 'q', base_profile_id = '${theirs}'`) +
        `INSERT INTO profile_assignments VALUES ('b', 'primary', '${theirs}', ${DAY});`,
    );
    await expectTrouble(
      "failure: profile not found",
      /primary of user b is assigned 5f0f.*; profile q is based on 5f0f/,
    );
  });

  test("engines whose models were never read or are stale", async () => {
    const engine = (id: string, enabled: number, adds = 1) =>
      `INSERT INTO engines (id, kind, name, name_key, address, key, models, adds_models, priority, max_parallel, local, flags, enabled, created_at, updated_at) VALUES ('${id}', 'ollama', '${id}', '${id}', 'http://${id}:1', NULL, '"*"', ${adds}, 100, 4, 1, '[]', ${enabled}, ${DAY}, ${DAY});`;
    const report = '{"added":[],"updated":[],"removed":[],"errors":[]}';
    tamper(
      engine("new", 1) +
        engine("off", 0) +
        engine("silent", 1, 0) +
        engine("old", 1) +
        `INSERT INTO catalog_reads (source, read_at, digest, report, stale_since) VALUES ('old', ${DAY}, NULL, '${report}', ${DAY});`,
    );
    await expectTrouble(
      "warning: engines",
      /the models of new \(http:\/\/new:1\) were never read; old \(http:\/\/old:1\) since 2030-01-01.*disable/,
    );
  });

  test("a missing admin, and the keys that are rejected for it", async () => {
    const key = `INSERT INTO api_keys (id, user_id, name, hash, prefix, scopes, created_at) VALUES ('k', 'a', 'K', 'h', 'mp_', '["service"]', ${DAY});`;
    tamper(addUser("a", "user") + key);
    const found = await examine();
    const told = found.filter(({ check }) => check === "permission denied");
    expect(told.map(({ level }) => level)).toEqual(["failure", "warning"]);
    expect(told[1]?.cause).toBe("“K”: a@x is not an admin");
  });
});
