import { mkdtempSync, rmSync } from "node:fs";
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
  // The last two are to be made again; the first of them can be, the second finds its trigger.
  await db.read.run(sql`DELETE FROM __drizzle_migrations WHERE created_at > 1795659751046`);
  await db.read.run(sql`ALTER TABLE users DROP COLUMN name_key`);
  const before = await migrationsIn(db.read);
  expect(before?.pending).toBe(2);
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

test("a database of a newer version is refused at once, and stays as it is", async () => {
  await db.read.run(sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 1)`);
  const before = db.version();
  const start = performance.now();
  await expect(migrateDatabase(db)).rejects.toThrow(
    "it was created by a newer version of Model Profiles; upgrade first",
  );
  expect(performance.now() - start).toBeLessThan(1000);
  expect(db.version()).toBe(before);
});
