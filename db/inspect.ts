import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@libsql/client";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/libsql";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Orm } from "./client";
import { SIDES } from "./files";
import * as schema from "./schema";
import type { Reader } from "./transaction";

/** The folder of the generated migrations; the program runs in the folder of the project. */
export const MIGRATIONS = path.join(process.cwd(), "db", "migrations");

/** The existing files of a database. */
export function filesOf(file: string): string[] {
  return ["", ...SIDES].map((side) => file + side).filter((name) => existsSync(name));
}

/** What SQLite finds wrong with the file; empty if it is intact. */
export async function integrityFaults(db: Reader): Promise<string[]> {
  const rows = await db.all<{ integrity_check: string }>(sql`PRAGMA integrity_check`);
  const words = rows.map((row) => row.integrity_check);
  return words.length === 1 && words[0] === "ok" ? [] : words;
}

/** Table → the number of its rows that refer to missing rows. */
export async function brokenReferences(db: Reader): Promise<Map<string, number>> {
  const rows = await db.all<{ table: string }>(sql`PRAGMA foreign_key_check`);
  const counts = new Map<string, number>();
  for (const { table } of rows) counts.set(table, (counts.get(table) ?? 0) + 1);
  return counts;
}

export interface Migrations {
  applied: number;
  /** Of this build and not in the database. */
  pending: number;
  /** In the database and not of this build. */
  unknown: number;
}

/** Which migrations the database has; `null` if it is not a database of this program. */
export async function migrationsIn(db: Reader): Promise<Migrations | null> {
  const tables = await db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE name IN ('__drizzle_migrations', 'model_profiles')`,
  );
  if (tables.length < 2) return null;
  const rows = await db.all<{ hash: string }>(sql`SELECT hash FROM __drizzle_migrations`);
  const applied = new Set(rows.map((row) => row.hash));
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ hash }) => hash);
  const pending = known.filter((hash) => !applied.has(hash)).length;
  return {
    applied: applied.size,
    pending,
    unknown: applied.size - (known.length - pending),
  };
}

/** A statement as SQLite stores it: without comments before it and the semicolon after it. */
function stored(statement: string): string {
  return statement
    .replace(/^(\s*--.*\n)+/, "")
    .replace(/;\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The triggers and views that no migration of this build has created, such as `trigger x`. */
export async function foreignCode(db: Reader): Promise<string[]> {
  const statements = readMigrationFiles({ migrationsFolder: MIGRATIONS }).flatMap(({ sql }) => sql);
  const own = new Set(statements.map(stored));
  const rows = await db.all<{ type: string; name: string; sql: string | null }>(
    sql`SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')`,
  );
  const foreign = rows.filter((row) => !own.has(stored(row.sql ?? "")));
  return foreign.map(({ type, name }) => `${type} ${name}`);
}

/** Runs `work` on a file that nobody else uses, on its own connection. */
export async function onFile<T>(file: string, work: (orm: Orm) => Promise<T>): Promise<T> {
  const client = createClient({ url: pathToFileURL(file).href });
  try {
    return await work(drizzle(client, { schema }));
  } finally {
    client.close();
  }
}
