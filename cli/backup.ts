import { filePath } from "@/db/client";
import { readEnv } from "@/lib/runtime/env";
import path from "node:path";
import { backupFile } from "@/db/backup";
import type { Command } from "./command";
import { restoreFile } from "@/db/restore";

/** A URL without its query, which can contain a token. */
export function shown(url: string): string {
  return url.replace(/\?.*$/, "");
}

/**
 * The path of the database file that the configuration names.
 * @param instead what to do if the data is elsewhere, such as "back it up there"
 * @throws where the data is kept by a libSQL server
 */
export function ownFile(instead: string): string {
  const { DATABASE_URL, DATABASE_SYNC_URL } = readEnv();
  const server = DATABASE_SYNC_URL ?? (DATABASE_URL.startsWith("file:") ? undefined : DATABASE_URL);
  if (server === undefined) return filePath(DATABASE_URL);
  const copy = DATABASE_SYNC_URL ? `${shown(DATABASE_URL)} is only a replica. ` : "";
  throw new Error(
    `${copy}The data is stored by the libSQL server at ${shown(server)}: ${instead}.`,
  );
}

/** Copies the database consistently, also while it is in use. */
export const backup: Command = {
  usage: "backup -- FILE [--json]",
  words: [1, 1],
  run: async ({ words: [name = ""] }) => {
    const database = ownFile("back it up there; GET /dump gives it as SQL");
    const file = path.resolve(name);
    await backupFile(database, file);
    const data = { database, backup: file };
    const done = `Copied ${database} to ${file}. Also back up the secret in DATA_DIR.`;
    return { data, lines: [done] };
  },
};

/** Replaces the database with a backup, while nothing uses it. */
export const restore: Command = {
  usage: "restore -- FILE [--json]",
  words: [1, 1],
  run: async ({ words: [name = ""] }) => {
    const database = ownFile("restore it there");
    const file = path.resolve(name);
    const kept = await restoreFile(file, database);
    const before =
      kept === null ? "There was no database before." : `The previous database is kept as ${kept}.`;
    return {
      data: { database, backup: file, kept },
      lines: [`Restored ${file} to ${database}. ${before}`],
    };
  },
};
