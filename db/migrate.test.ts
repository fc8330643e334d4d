import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "./client";
import { migrationsIn } from "./inspect";
import { migrateDatabase } from "./migrate";

let folder: string;
let db: Database;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "migrate-"));
  db = await openDatabase({ url: `file:${path.join(folder, "app.db")}` });
  await migrateDatabase(db);
});

afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

test("where one of several migrations fails, none of them is made", async () => {
  // The first of those to be made again can be; the second finds its trigger.
  await db.read.run(sql`DELETE FROM __drizzle_migrations WHERE created_at > 1795659751046`);
  await db.read.run(sql`ALTER TABLE users DROP COLUMN name_key`);
  const before = await migrationsIn(db.read);
  expect(before?.pending).toBeGreaterThanOrEqual(2);
  await expect(migrateDatabase(db)).rejects.toThrow();
  expect(await migrationsIn(db.read)).toEqual(before);
  const columns = await db.read.all<{ name: string }>(sql`PRAGMA table_info(users)`);
  expect(columns.map(({ name }) => name)).not.toContain("name_key");
});

test("a database that has every migration is not written", async () => {
  const before = db.version();
  await migrateDatabase(db);
  expect(db.version()).toBe(before);
});

test("a database of a newer version is refused, and stays as it is", async () => {
  await db.read.run(sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 1)`);
  const before = db.version();
  await expect(migrateDatabase(db)).rejects.toThrow(
    "it was created by a newer version of Model Profiles; upgrade first",
  );
  expect(db.version()).toBe(before);
});

test("sources of the catalog become engines under their ids, in their order, with their keys", async () => {
  const old = await openDatabase({ url: `file:${path.join(folder, "old.db")}` });
  const files = readdirSync("db/migrations")
    .filter((file) => file.endsWith(".sql"))
    .sort();
  const last = files.findIndex((file) => file.endsWith("_engines.sql"));
  const run = async (some: readonly string[]) => {
    for (const file of some) {
      const statements = readFileSync(path.join("db/migrations", file), "utf8");
      for (const each of statements.split("--> statement-breakpoint")) {
        await old.read.run(sql.raw(each));
      }
    }
  };
  await run(files.slice(0, last));
  await old.read.run(sql`INSERT INTO catalog_sources VALUES
    ('a', 'ollama', 'GPU', 'gpu', 'http://gpu:11434', NULL, 1, '2026-01-01', '2026-01-02'),
    ('b', 'openai', 'Lab', 'lab', 'https://lab.example/v1', 'sealed:1:x', 0, '2026-01-03', '2026-01-04')`);
  await run(files.slice(last, last + 1));
  const rows = await old.read.all(sql`SELECT * FROM engines ORDER BY priority, created_at`);
  const both = {
    models: '"*"',
    adds_models: 1,
    priority: 100,
    max_parallel: 4,
    local: 1,
    flags: "[]",
  };
  expect(rows).toMatchObject([
    { ...both, id: "a", kind: "ollama", name: "GPU", name_key: "gpu", key: null, enabled: 1 },
    { ...both, id: "b", kind: "openai_compatible", name: "Lab", key: "sealed:1:x", enabled: 0 },
  ]);
  const tables = await old.read.all(
    sql`SELECT 1 FROM sqlite_schema WHERE name = 'catalog_sources'`,
  );
  expect(tables).toEqual([]);
  await old.close();
});
