import { database, type Database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { keepExpiring } from "@/lib/settings/server/service";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { authSecret } from "@/lib/credentials/server/secret";
import type { Context } from "@/lib/context";
import { readEnv } from "./env";
import { reasonOf } from "@/lib/errors";
import { flushLastUse } from "@/lib/keys/server/last-use-service";
import { loadCatalogFile } from "@/lib/models/server/file-service";
import { keepSourcesFresh } from "@/lib/models/server/read-source";
import { sealStoredTokens } from "@/lib/models/server/sources-service";
import { logFaults, watchCatalogFile } from "@/lib/models/server/watch";
import { seedDefaults } from "@/lib/profiles/server/defaults-service";
import { markStarted, onShutdown } from "./process";
import { startTelemetry } from "./telemetry";
import { foldNames } from "@/lib/users/server/service";

/** Opens the database and migrates it to this build's schema. @throws an Error that names `DATABASE_URL` */
async function openDatabase(): Promise<Database> {
  try {
    const db = await database();
    await migrateDatabase(db);
    return db;
  } catch (error) {
    const { DATABASE_URL, DATABASE_SYNC_URL } = readEnv();
    // The query of a URL can contain a token.
    const [url, syncUrl] = [DATABASE_URL, DATABASE_SYNC_URL ?? ""].map((text) =>
      text.replace(/\?.*$/, ""),
    );
    const shown = syncUrl ? `${url}, a replica of ${syncUrl}` : url;
    throw new Error(`DATABASE_URL (${shown}) cannot be used`, { cause: error });
  }
}

/**
 * Prepares everything that the first request needs: secret, database, defaults, catalog.
 * @throws an Error that says what to fix
 */
async function start(): Promise<void> {
  if (readEnv().OTEL_EXPORTER_OTLP_ENDPOINT) {
    await startTelemetry();
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
  await sealStoredTokens(ctx);
  logFaults(await loadCatalogFile(ctx));
  onShutdown(watchCatalogFile(ctx).stop);
  onShutdown(keepSourcesFresh(ctx).stop);
  keepExpiring(ctx);
}

/** Starts, or prints the reason in one line and exits with 1. */
export async function startOrExit(): Promise<void> {
  try {
    await start();
    markStarted();
  } catch (error) {
    process.stderr.write(`Model Profiles cannot start: ${reasonOf(error)}\n`);
    process.exit(1);
  }
}
