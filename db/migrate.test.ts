import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "./client";
import { migrationsIn } from "./inspect";
import { migrateDatabase } from "./migrate";

test("where one of several migrations fails, none of them is made", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "migrate-"));
  const db = await openDatabase({ url: `file:${path.join(folder, "app.db")}` });
  try {
    await migrateDatabase(db);
    // The last two are to be made again; the first of them can be, the second finds its trigger.
    await db.read.run(sql`DELETE FROM __drizzle_migrations WHERE created_at > 1795659751046`);
    await db.read.run(sql`ALTER TABLE users DROP COLUMN name_key`);
    const before = await migrationsIn(db.read);
    expect(before?.pending).toBe(2);
    await expect(migrateDatabase(db)).rejects.toThrow();
    expect(await migrationsIn(db.read)).toEqual(before);
    const columns = await db.read.all<{ name: string }>(sql`PRAGMA table_info(users)`);
    expect(columns.map(({ name }) => name)).not.toContain("name_key");
  } finally {
    await db.close();
    rmSync(folder, { recursive: true });
  }
});
