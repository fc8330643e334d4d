import { existsSync } from "node:fs";
import { readEnv } from "@/lib/runtime/env";
import { type Database, filePath, openDatabase } from "./client";

/**
 * The database for a command beside the server; the caller closes it. In the place of a replica, its
 * server: a second process must not open the copy (`replica.ts`).
 * @throws an Error that says why it cannot be used
 */
export function openSource(): Promise<Database> {
  const { DATABASE_URL, DATABASE_SYNC_URL, DATABASE_AUTH_TOKEN } = readEnv();
  const url = DATABASE_SYNC_URL ?? DATABASE_URL;
  if (url.startsWith("file:") && !existsSync(filePath(url))) {
    throw new Error(`There is no database at ${filePath(url)}.`);
  }
  return openDatabase({ url, authToken: DATABASE_AUTH_TOKEN });
}
