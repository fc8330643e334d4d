import "server-only";
import { asc, count, eq, sql } from "drizzle-orm";
import { model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";

/** The columns that decide a move; prompts, which are long, are not read. */
const { id, user_id, name, type, base_profile_id, parameters, image_settings } = model_profiles;
const judged = { id, user_id, name, type, base_profile_id, parameters, image_settings };

/** All profiles with the model, with their owner's name, by owner and name. */
export function selectWithModel(db: Reader, model: string) {
  return db
    .select({ ...judged, owner_name: users.name })
    .from(model_profiles)
    .leftJoin(users, eq(users.id, user_id))
    .where(eq(model_profiles.model_name, model))
    .orderBy(asc(user_id), asc(model_profiles.name_key));
}
export type OwnedRow = Awaited<ReturnType<typeof selectWithModel>>[number];

/** All bases of the profiles with the model, direct or not. */
export function selectBasesUnder(db: Reader, model: string) {
  const bases = sql`
    WITH RECURSIVE base(id) AS (
      SELECT base_profile_id FROM model_profiles WHERE model_name = ${model}
      UNION
      SELECT p.base_profile_id FROM model_profiles p JOIN base ON p.id = base.id
    ) SELECT id FROM base WHERE id IS NOT NULL`;
  return db
    .select(judged)
    .from(model_profiles)
    .where(sql`${id} IN (${bases})`);
}
export type JudgedRow = Awaited<ReturnType<typeof selectBasesUnder>>[number];

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
