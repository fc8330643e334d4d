import { filePath } from "@/db/client";
import { readEnv } from "@/lib/env";

/** An address without what can be a token. */
export function shown(url: string): string {
  return url.replace(/\?.*$/, "");
}

/**
 * The path of the database file that the configuration names.
 * @param instead what to do where it names none, such as "back it up there"
 * @throws where the data is kept by a libSQL server
 */
export function ownFile(instead: string): string {
  const { DATABASE_URL, DATABASE_SYNC_URL } = readEnv();
  const server = DATABASE_SYNC_URL ?? (DATABASE_URL.startsWith("file:") ? undefined : DATABASE_URL);
  if (server === undefined) return filePath(DATABASE_URL);
  const copy = DATABASE_SYNC_URL ? `${shown(DATABASE_URL)} is only a copy. ` : "";
  throw new Error(`${copy}The data is kept by the libSQL server at ${shown(server)}: ${instead}.`);
}
