import "server-only";
import { accessSync, constants, existsSync } from "node:fs";
import { type Database, filePath, openSource } from "@/db/client";
import { brokenReferences, integrityFaults, migrationsIn } from "@/db/inspect";
import type { Env } from "@/lib/runtime/env";
import { reasonOf } from "@/lib/errors";
import { type Finding, findings, some } from "../finding";

const RESTORE = "Restore the last backup: npm run restore -- FILE.";

/** Opens the database, if it answers. */
export async function reachDatabase(env: Env): Promise<{ db: Database | null; found: Finding }> {
  const { ok, warning, failure } = findings("database");
  const { DATABASE_URL, DATABASE_SYNC_URL } = env;
  const isFile = DATABASE_URL.startsWith("file:") && !DATABASE_SYNC_URL;
  const where = isFile
    ? filePath(DATABASE_URL)
    : (DATABASE_SYNC_URL ?? DATABASE_URL).replace(/\?.*$/, "");
  if (isFile && !existsSync(where)) {
    const remedy = "npm start creates it; if it should exist, correct DATABASE_URL.";
    return {
      db: null,
      found: warning(`There is no database at ${where}.`, "It has not been created yet.", remedy),
    };
  }
  try {
    if (isFile) accessSync(where, constants.R_OK | constants.W_OK);
    const db = await openSource();
    const start = performance.now();
    await db.ping();
    const took = (performance.now() - start).toFixed(1);
    return { db, found: ok(`${where} answers in ${took} ms.`) };
  } catch (error) {
    const remedy = isFile
      ? `Make it accessible to the user that runs the server. If it is damaged: ${RESTORE}`
      : "Start the libSQL server, or correct its URL and DATABASE_AUTH_TOKEN.";
    return { db: null, found: failure(`${where} cannot be used.`, reasonOf(error), remedy) };
  }
}

async function checkIntegrity(db: Database): Promise<Finding> {
  const { ok, failure } = findings("integrity");
  try {
    const faults = await integrityFaults(db.read);
    if (faults.length > 0) return failure("The file is damaged.", some(faults), RESTORE);
    const broken = [...(await brokenReferences(db.read))];
    if (broken.length === 0) return ok("The file is intact, and all references are valid.");
    const cause = some(broken.map(([table, count]) => `${count} in ${table}`));
    return failure("Some rows refer to missing rows.", cause, RESTORE);
  } catch (error) {
    return failure("The file cannot be read.", reasonOf(error), RESTORE);
  }
}

async function checkMigrations(db: Database): Promise<Finding> {
  const { ok, warning, failure } = findings("migrations");
  const state = await migrationsIn(db.read);
  const start = "npm start migrates it.";
  if (!state) return warning("The database is empty.", "No server has used it yet.", start);
  const { applied, pending, unknown } = state;
  if (unknown > 0) {
    const cause = `${unknown} of its migrations are unknown to this version.`;
    const remedy = "Install the version that created it, or restore an earlier backup.";
    return failure("The database was created by a newer version.", cause, remedy);
  }
  if (pending === 0) return ok(`All ${applied} migrations are applied.`);
  const cause = `${pending} migrations of this version are pending.`;
  return warning(
    "The database was created by an older version.",
    cause,
    `Take a backup; then ${start}`,
  );
}

/** Checks the file and its migrations. */
export async function checkDatabase(db: Database): Promise<Finding[]> {
  const integrity = await checkIntegrity(db);
  if (integrity.level === "failure") return [integrity];
  return [integrity, await checkMigrations(db)];
}
