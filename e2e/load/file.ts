import { existsSync, statSync } from "node:fs";
import { type Client as Connection, createClient } from "@libsql/client";
import { expect } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import { fileIn } from "./servers";

/** Runs `work` with a connection of the test's own to a database file. */
export async function withDatabase<T>(
  file: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = createClient({ url: `file:${file}`, timeout: 5000 });
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

/** `withDatabase` on the one in the folder. */
export function withFile<T>(folder: string, work: (connection: Connection) => Promise<T>) {
  return withDatabase(fileIn(folder), work);
}

export async function rowsOf(connection: Connection, sql: string): Promise<unknown[][]> {
  const { rows } = await connection.execute(sql);
  return rows.map((row) => Object.values(row));
}

const ORPHANS = {
  "revisions without their profile": `SELECT profile_id FROM profile_revisions
    WHERE profile_id NOT IN (SELECT id FROM model_profiles)`,
  "assignments without their profile": `SELECT user_id, task FROM profile_assignments
    WHERE profile_id NOT IN (SELECT id FROM model_profiles)`,
  "assignments without their user": `SELECT user_id, task FROM profile_assignments
    WHERE user_id NOT IN (SELECT id FROM users)`,
  "profiles whose revisions have gaps": `SELECT p.id, p.revision FROM model_profiles p
    LEFT JOIN profile_revisions r ON r.profile_id = p.id GROUP BY p.id
    HAVING count(r.revision) <> p.revision OR max(r.revision) <> p.revision
      OR min(r.revision) <> 1`,
  "names that stand twice": `SELECT user_id, name_key FROM model_profiles
    GROUP BY user_id, name_key HAVING count(*) > 1`,
};

/** Expects a database file to be sound: for SQLite, and by the rules of the tables. */
export async function expectSoundFile(file: string): Promise<void> {
  await withDatabase(file, async (connection) => {
    expect(await rowsOf(connection, "PRAGMA integrity_check")).toEqual([["ok"]]);
    expect(await rowsOf(connection, "PRAGMA foreign_key_check")).toEqual([]);
    for (const [fault, sql] of Object.entries(ORPHANS)) {
      expect(await rowsOf(connection, sql), fault).toEqual([]);
    }
    const defaults = "SELECT count(*) FROM model_profiles WHERE user_id = 'system'";
    expect(await rowsOf(connection, defaults)).toEqual([[TASKS.length]]);
  });
}

/** `expectSoundFile` of the one in the folder. */
export function expectSound(folder: string): Promise<void> {
  return expectSoundFile(fileIn(folder));
}

/** Bytes of the write-ahead log beside the file; 0 where there is none. */
export function walSize(folder: string): number {
  const wal = `${fileIn(folder)}-wal`;
  return existsSync(wal) ? statSync(wal).size : 0;
}
