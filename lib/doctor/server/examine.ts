import "server-only";
import type { Database } from "@/db/client";
import { SYSTEM_ACTOR } from "@/lib/actor";
import type { Finding } from "../finding";
import { checkContents } from "./contents";
import { checkDatabase, reachDatabase } from "./database";
import { checkConfiguration, checkSurroundings } from "./surroundings";

async function examineDatabase(db: Database): Promise<Finding[]> {
  const state = await checkDatabase(db);
  // Tables of another version cannot be read.
  if (state.some(({ level }) => level !== "ok")) return state;
  const origin = { requestId: null, address: null };
  return [...state, ...(await checkContents({ actor: SYSTEM_ACTOR, db, origin }))];
}

/** Checks an installation. Findings are in the order in which to fix them. */
export async function examine(): Promise<Finding[]> {
  const { env, found } = checkConfiguration();
  if (!env) return [found];
  const around = await checkSurroundings(env);
  const { db, found: reached } = await reachDatabase(env);
  const all = [found, ...around, reached];
  if (!db) return all;
  try {
    return [...all, ...(await examineDatabase(db))];
  } finally {
    await db.close();
  }
}
