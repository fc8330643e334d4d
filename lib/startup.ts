import { database, type Database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { keepExpiring } from "@/lib/settings/server/retention-service";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { authSecret } from "@/lib/auth/server/secret";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/env";
import { reasonOf } from "@/lib/errors";
import { flushLastUse } from "@/lib/keys/server/last-use-service";
import { log } from "@/lib/log";
import { loadCatalogFile } from "@/lib/models/server/file-service";
import { keepSourcesFresh } from "@/lib/models/server/refresh";
import { watchCatalogFile } from "@/lib/models/server/watch";
import { seedDefaults } from "@/lib/profiles/server/seed";
import { onShutdown } from "@/lib/shutdown";
import { foldNames } from "@/lib/users/server/service";
import { noteStarted } from "@/lib/started";

/** The database at the schema of this build. @throws an Error that names `DATABASE_URL` */
async function openDatabase(): Promise<Database> {
  try {
    const db = await database();
    await migrateDatabase(db);
    return db;
  } catch (error) {
    const { DATABASE_URL, DATABASE_SYNC_URL } = readEnv();
    // A query can hold a token.
    const place = [DATABASE_URL, DATABASE_SYNC_URL ?? ""].map((url) => url.replace(/\?.*$/, ""));
    const where = place[1] ? `${place[0]}, a replica of ${place[1]}` : place[0];
    throw new Error(`DATABASE_URL (${where}) cannot be used`, { cause: error });
  }
}

/**
 * Makes everything ready before the first request: database, defaults, catalog, secret.
 * @throws an Error that says what to mend, when the program cannot work
 */
async function start(): Promise<void> {
  if (readEnv().OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { startTelemetry } = await import("./telemetry");
    startTelemetry();
  }
  authSecret();
  const db = await openDatabase();
  onShutdown(async () => {
    await flushLastUse({ db });
    await db.queue;
    await db.close();
  });
  const ctx: Context = { actor: SYSTEM_ACTOR, db, origin: { requestId: null, address: null } };
  await seedDefaults(ctx);
  await foldNames(ctx);
  const { errors } = await loadCatalogFile(ctx);
  onShutdown(watchCatalogFile(ctx).stop);
  onShutdown(keepSourcesFresh(ctx).stop);
  keepExpiring(ctx);
  for (const error of errors) log().warn(error, "an entry of the catalog is left out");
}

/** `start`; a program that cannot work says why in one line and ends. */
export async function startOrExit(): Promise<void> {
  try {
    await start();
    noteStarted();
  } catch (error) {
    process.stderr.write(`Model Profiles cannot start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}
