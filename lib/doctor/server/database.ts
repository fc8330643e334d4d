import "server-only";
import { accessSync, constants, existsSync } from "node:fs";
import { type Database, filePath } from "@/db/client";
import { brokenReferences, integrityFaults, migrationsIn } from "@/db/inspect";
import { openSource } from "@/db/client";
import type { Env } from "@/lib/runtime/env";
import { reasonOf } from "@/lib/errors";
import { type Finding, findings, some } from "../finding";

const RESTORE = "Restore the last backup: npm run restore -- FILE.";

/** The database, where it answers. */
export async function reachDatabase(env: Env): Promise<{ db: Database | null; found: Finding }> {
  const { ok, warning, failure } = findings("database");
  const { DATABASE_URL, DATABASE_SYNC_URL } = env;
  const isFile = DATABASE_URL.startsWith("file:") && !DATABASE_SYNC_URL;
  const where = isFile
    ? filePath(DATABASE_URL)
    : (DATABASE_SYNC_URL ?? DATABASE_URL).replace(/\?.*$/, "");
  if (isFile && !existsSync(where)) {
    const remedy = "npm start makes it; if there should be one, correct DATABASE_URL.";
    return {
      db: null,
      found: warning(`There is none at ${where}.`, "It is not made yet.", remedy),
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
      ? `Give it to the user that runs the server. If it is damaged: ${RESTORE}`
      : "Start the libSQL server, or correct the address and DATABASE_AUTH_TOKEN.";
    return { db: null, found: failure(`${where} cannot be used.`, reasonOf(error), remedy) };
  }
}

async function checkIntegrity(db: Database): Promise<Finding> {
  const { ok, failure } = findings("integrity");
  try {
    const faults = await integrityFaults(db.read);
    if (faults.length > 0) return failure("The file is damaged.", some(faults), RESTORE);
    const broken = [...(await brokenReferences(db.read))];
    if (broken.length === 0) return ok("The file is whole, and all references lead somewhere.");
    const cause = some(broken.map(([table, count]) => `${count} in ${table}`));
    return failure("Some rows refer to others that are not there.", cause, RESTORE);
  } catch (error) {
    return failure("The file cannot be read.", reasonOf(error), RESTORE);
  }
}

async function checkMigrations(db: Database): Promise<Finding> {
  const { ok, warning, failure } = findings("migrations");
  const state = await migrationsIn(db.read);
  const start = "npm start brings it to this version.";
  if (!state) return warning("The database is empty.", "No server has started on it yet.", start);
  const { applied, pending, unknown } = state;
  if (unknown > 0) {
    const cause = `${unknown} of its migrations are not of this version.`;
    const remedy = "Get the version that made it, or restore a backup from before.";
    return failure("The database is of a newer version.", cause, remedy);
  }
  if (pending === 0) return ok(`All ${applied} are made.`);
  const cause = `${pending} of this version's migrations are not made yet.`;
  return warning("The database is of an older version.", cause, `Take a backup; then ${start}`);
}

/** The state of the file and of its tables. */
export async function checkDatabase(db: Database): Promise<Finding[]> {
  const integrity = await checkIntegrity(db);
  if (integrity.level === "failure") return [integrity];
  return [integrity, await checkMigrations(db)];
}
