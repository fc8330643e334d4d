import "server-only";
import { and, asc, count, eq, sql } from "drizzle-orm";
import { isOneOf } from "@/db/query";
import { model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";

/** The columns that decide a move; prompts, which are long, are not read. */
const { id, user_id, name, type, base_profile_id, parameters, image_settings, revision } =
  model_profiles;
const judged = { id, user_id, name, type, base_profile_id, parameters, image_settings, revision };

/** The ids of the profiles with the model, of one owner or of all (null), by owner and name. */
export async function selectIdsWithModel(
  db: Reader,
  model: string,
  owner: string | null,
): Promise<string[]> {
  const isOwned = owner === null ? undefined : eq(user_id, owner);
  const rows = await db
    .select({ id })
    .from(model_profiles)
    .where(and(eq(model_profiles.model_name, model), isOwned))
    .orderBy(asc(user_id), asc(model_profiles.name_key));
  return rows.map((row) => row.id);
}

/** Those of the profiles that have the model, with their owner's name, by owner and name. */
export function selectWithModel(db: Reader, model: string, ids: readonly string[]) {
  return db
    .select({ ...judged, owner_name: users.name })
    .from(model_profiles)
    .leftJoin(users, eq(users.id, user_id))
    .where(and(isOneOf(id, ids), eq(sql`+${model_profiles.model_name}`, model)))
    .orderBy(asc(user_id), asc(model_profiles.name_key));
}
export type OwnedRow = Awaited<ReturnType<typeof selectWithModel>>[number];

/** All bases of the profiles, direct or not. */
export function selectBasesOf(db: Reader, ids: readonly string[]) {
  const bases = sql`
    WITH RECURSIVE base(id) AS (
      SELECT base_profile_id FROM model_profiles WHERE ${isOneOf(id, ids)}
      UNION
      SELECT p.base_profile_id FROM model_profiles p JOIN base ON p.id = base.id
    ) SELECT id FROM base WHERE id IS NOT NULL`;
  return db
    .select(judged)
    .from(model_profiles)
    .where(sql`${id} IN (${bases})`);
}
export type JudgedRow = Awaited<ReturnType<typeof selectBasesOf>>[number];

/** The models that profiles use, with the number of profiles. */
export function countByModelName(db: Reader) {
  const { model_name } = model_profiles;
  return db
    .select({ model_name, profiles: count() })
    .from(model_profiles)
    .groupBy(model_name)
    .orderBy(asc(model_name));
}

/** The defaults in the order of their tasks, with the model of each. */
export function selectDefaultModels(db: Reader) {
  return db
    .select({ id, name, type, model_name: model_profiles.model_name })
    .from(model_profiles)
    .where(eq(user_id, SYSTEM_USER_ID))
    .orderBy(asc(type));
}
