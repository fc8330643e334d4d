import { migrationsIn } from "@/db/inspect";
import { openSource } from "@/db/source";
import { SYSTEM_ACTOR, type SystemActor } from "@/lib/actor";
import type { Context } from "@/lib/context";

/**
 * Runs `work` as the program itself, on the database that the configuration names.
 * @throws an Error that says what to do where the database is none or of another version
 */
export async function asSystem<T>(work: (ctx: Context<SystemActor>) => Promise<T>): Promise<T> {
  const db = await openSource();
  try {
    const state = await migrationsIn(db.read);
    if (!state || state.pending > 0 || state.unknown > 0) {
      throw new Error("The database is not of this version; npm run doctor tells more.");
    }
    const origin = { requestId: null, address: null };
    return await work({ actor: SYSTEM_ACTOR, db, origin });
  } finally {
    await db.close();
  }
}
