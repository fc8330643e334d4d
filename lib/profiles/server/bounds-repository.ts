import "server-only";
import { and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { fieldAt, isNumeric } from "@/lib/registry/fields";
import type { Section, Value } from "@/lib/registry/types";

/** Which profiles are looked for. */
interface Sought {
  section: Section;
  name: string;
  /** The task's number; undefined: of any. */
  type: number | undefined;
  /** Numbers that are not looked for: what is between them, ends included. */
  between: { min: number | undefined; max: number | undefined };
}

/** Whether a number lies outside the ends; what stands for "no limit" always comes along. */
function isOutside(value: SQL, { min, max }: Sought["between"], endless: number | undefined) {
  if (min === undefined && max === undefined) return undefined;
  return or(
    min === undefined ? undefined : sql`${value} < ${min}`,
    max === undefined ? undefined : sql`${value} > ${max}`,
    endless === undefined ? undefined : sql`${value} = ${endless}`,
  );
}

/**
 * Profiles of anybody that set the field themselves, of numbers those outside the ends, with their
 * owner's name, by owner and name.
 */
export function selectSetting(db: Reader, { section, name, type, between }: Sought) {
  const value = sql<string>`${model_profiles[section]} -> ${`$.${name}`}`;
  const plain = sql`${model_profiles[section]} ->> ${`$.${name}`}`;
  const field = fieldAt(`${section}.${name}`);
  const endless = field && isNumeric(field) ? field.endless : undefined;
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
    .where(
      and(
        sql`${value} IS NOT NULL`,
        type === undefined ? undefined : eq(model_profiles.type, type),
        isOutside(plain, between, endless),
      ),
    )
    .orderBy(asc(model_profiles.user_id), asc(model_profiles.name_key));
}
