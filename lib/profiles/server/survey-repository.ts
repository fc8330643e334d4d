import "server-only";
import { asc, eq, gt } from "drizzle-orm";
import { model_profiles } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import type { ProfileRow } from "./repository";

/** All of one owner's, in the order of the tasks. */
export function selectOwnedBy(db: Reader, userId: string): Promise<ProfileRow[]> {
  return db
    .select()
    .from(model_profiles)
    .where(eq(model_profiles.user_id, userId))
    .orderBy(asc(model_profiles.type), asc(model_profiles.name_key));
}

/** Anybody's, in the order of their ids, from beyond `after`. */
export function selectAfter(db: Reader, after: string, limit: number): Promise<ProfileRow[]> {
  return db
    .select()
    .from(model_profiles)
    .where(gt(model_profiles.id, after))
    .orderBy(asc(model_profiles.id))
    .limit(limit);
}
