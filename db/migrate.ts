import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "drizzle-orm/libsql/migrator";
import type { Database, Orm } from "./client";
import { MIGRATIONS, migrationsIn } from "./inspect";

const TRIES = 20;

/** The database has migrations that this version does not know. */
class NewerDatabase extends Error {}

async function migrateOnce(orm: Orm): Promise<void> {
  const state = await migrationsIn(orm);
  if (state && state.unknown > 0) {
    throw new NewerDatabase("it was created by a newer version of Model Profiles; upgrade first");
  }
  // The migrator writes even where every migration is made, which a read-only disk does not take.
  if (state?.pending !== 0) await migrate(orm, { migrationsFolder: MIGRATIONS });
}

/**
 * Brings the database to the schema of this build, and writes nothing where it has it. Safe when
 * several processes start together: all migrations that are not made yet are one transaction, and
 * who comes second finds them done.
 * @throws an Error if the database is of a newer version
 */
export async function migrateDatabase(db: Database): Promise<void> {
  readdirSync(MIGRATIONS);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.prepare(migrateOnce);
      await db.refresh();
      return;
    } catch (error) {
      if (error instanceof NewerDatabase || attempt === TRIES) throw error;
      await sleep(100 * Math.random() + 50);
    }
  }
}
