import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import type { Section } from "@/lib/registry/sections";
import type { Value } from "@/lib/registry/types";

/** Every profile of anybody that sets the field itself, with its owner's name, by owner and name. */
export function selectSetting(db: Reader, section: Section, name: string) {
  const value = sql<string>`${model_profiles[section]} -> ${`$.${name}`}`;
  return db
    .select({
      id: model_profiles.id,
      name: model_profiles.name,
      owner: model_profiles.user_id,
      owner_name: users.name,
      type: model_profiles.type,
      value: value.mapWith((json: string) => JSON.parse(json) as Value),
    })
    .from(model_profiles)
    .leftJoin(users, eq(users.id, model_profiles.user_id))
    .where(sql`${value} IS NOT NULL`)
    .orderBy(asc(model_profiles.user_id), asc(model_profiles.name_key));
}
