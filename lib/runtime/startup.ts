import { database, type Database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { expireAudit, keepExpiring } from "@/lib/settings/server/service";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { authSecret } from "@/lib/credentials/server/secret";
import type { Context } from "@/lib/context";
import { keepChecking } from "@/lib/engines/server/health-service";
import { keepModelsFresh } from "@/lib/engines/server/read-service";
import { sealStoredKeys } from "@/lib/engines/server/service";
import { readEnv } from "./env";
import { reasonOf } from "@/lib/errors";
import { expireKept } from "@/lib/kept/server/service";
import { flushKeyUses } from "@/lib/keys/server/service";
import { loadCatalogFile } from "@/lib/models/server/file-service";
import { logFaults, watchCatalogFile } from "@/lib/models/server/watch";
import { foldDescriptions } from "@/lib/profiles/server/admin-service";
import { seedDefaults } from "@/lib/profiles/server/defaults-service";
import { expireTrash } from "@/lib/profiles/server/trash-service";
import { flushSessionUses } from "@/lib/sessions/server/service";
import { markStarted, onShutdown } from "./process";
import { startTelemetry } from "./telemetry";
import { expireUsage } from "@/lib/usage/server/retention-service";
import { flushRequests } from "@/lib/usage/server/service";
import { foldNames } from "@/lib/users/server/service";
import { respellAccounts } from "@/lib/users/server/spelling-service";

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
    await flushKeyUses({ db });
    await flushSessionUses({ db });
    await flushRequests({ db });
    await db.queue;
    await db.close();
  });
  const ctx: Context = { actor: SYSTEM_ACTOR, db, origin: { requestId: null, address: null } };
  await seedDefaults(ctx);
  await foldNames(ctx);
  await foldDescriptions(ctx);
  await respellAccounts(ctx);
  await sealStoredKeys(ctx);
  logFaults(await loadCatalogFile(ctx));
  onShutdown(watchCatalogFile(ctx).stop);
  onShutdown(keepModelsFresh(ctx).stop);
  const { ENGINE_CHECK_INTERVAL } = readEnv();
  if (ENGINE_CHECK_INTERVAL > 0) onShutdown(keepChecking(ctx, ENGINE_CHECK_INTERVAL * 1000).stop);
  keepExpiring(ctx, expireAudit);
  keepExpiring(ctx, expireUsage);
  keepExpiring(ctx, expireTrash);
  keepExpiring(ctx, expireKept);
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
