import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "drizzle-orm/libsql/migrator";
import type { Database } from "./client";
import { MIGRATIONS, migrationsIn } from "./inspect";

const MAX_ATTEMPTS = 20;

/** The database has migrations that this build does not know. */
class NewerDatabase extends Error {}

const migrateOnce: Parameters<Database["prepare"]>[0] = async (orm) => {
  const state = await migrationsIn(orm);
  if (state && state.unknown > 0) {
    throw new NewerDatabase("it was created by a newer version of Model Profiles; upgrade first");
  }
  // The migrator writes even if nothing is pending, which fails on a read-only disk.
  if (state?.pending !== 0) await migrate(orm, { migrationsFolder: MIGRATIONS });
};

/**
 * Migrates the database to the schema of this build; writes nothing if it has that already. Several
 * processes may start together: all pending migrations are one transaction, and the second process finds
 * none left.
 * @throws an Error if a newer version created the database
 */
export async function migrateDatabase(db: Database): Promise<void> {
  readdirSync(MIGRATIONS);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.prepare(migrateOnce);
      await db.refresh();
      return;
    } catch (error) {
      if (error instanceof NewerDatabase || attempt === MAX_ATTEMPTS) throw error;
      await sleep(100 * Math.random() + 50);
    }
  }
}
