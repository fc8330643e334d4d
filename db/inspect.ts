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

/** Where the generated migrations lie; the program runs from the project's folder. */
export const MIGRATIONS = path.join(process.cwd(), "db", "migrations");

/** The files that a database consists of now; none where there is no database. */
export function filesOf(file: string): string[] {
  return ["", ...SIDES].map((side) => file + side).filter((name) => existsSync(name));
}

/** What SQLite finds wrong with the file; nothing where it is whole. */
export async function integrityFaults(db: Reader): Promise<string[]> {
  const rows = await db.all<{ integrity_check: string }>(sql`PRAGMA integrity_check`);
  const words = rows.map((row) => row.integrity_check);
  return words.length === 1 && words[0] === "ok" ? [] : words;
}

/** Tables with rows that point to none, and how many those are. */
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

/** Where the database stands among the migrations; `null` where it is none of this program's. */
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

/** Runs `work` on a file that nobody else uses, with a connection for that alone. */
export async function onFile<T>(file: string, work: (orm: Orm) => Promise<T>): Promise<T> {
  const client = createClient({ url: pathToFileURL(file).href });
  try {
    return await work(drizzle(client, { schema }));
  } finally {
    client.close();
  }
}
