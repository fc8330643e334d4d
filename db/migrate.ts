import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client";

const TRIES = 20;

/** Where the generated migrations lie; the program runs from the project's folder. */
export const MIGRATIONS = path.join(process.cwd(), "db", "migrations");

/**
 * Brings the database to the schema of this build. Safe when several processes start together: all
 * migrations that are not made yet are one transaction, and who comes second finds them done.
 */
export async function migrateDatabase(db: Database): Promise<void> {
  readdirSync(MIGRATIONS);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.prepare((orm) => migrate(orm, { migrationsFolder: MIGRATIONS }));
      await db.refresh();
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(100 * Math.random() + 50);
    }
  }
}
