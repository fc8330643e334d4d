import "server-only";
import { asc, count, eq, getTableColumns } from "drizzle-orm";
import { model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/auth/actor";

/** Every profile of anybody with the model, with its owner's name, by owner and name. */
export function selectWithModel(db: Reader, model: string) {
  return db
    .select({ row: getTableColumns(model_profiles), owner_name: users.name })
    .from(model_profiles)
    .leftJoin(users, eq(users.id, model_profiles.user_id))
    .where(eq(model_profiles.model_name, model))
    .orderBy(asc(model_profiles.user_id), asc(model_profiles.name_key));
}
export type OwnedRow = Awaited<ReturnType<typeof selectWithModel>>[number];

/** The models that profiles name, and how many of anybody's do. */
export function countByModelName(db: Reader) {
  const { model_name } = model_profiles;
  return db
    .select({ model_name, profiles: count() })
    .from(model_profiles)
    .groupBy(model_name)
    .orderBy(asc(model_name));
}

/** The system's profiles in the order of their tasks, with the model of each. */
export function selectDefaultModels(db: Reader) {
  const { id, name, type, model_name, user_id } = model_profiles;
  return db
    .select({ id, name, type, model_name })
    .from(model_profiles)
    .where(eq(user_id, SYSTEM_USER_ID))
    .orderBy(asc(type));
}
