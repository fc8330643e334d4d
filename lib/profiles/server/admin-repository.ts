import "server-only";
import { and, asc, type Column, count, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { isOneOf } from "@/db/query";
import { model_profiles, profile_assignments, profile_revisions, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { fieldAt, isNumeric } from "@/lib/registry/fields";
import { SECTION_NAMES, type Value } from "@/lib/registry/types";
import { anyValue } from "@/lib/registry/zod";
import { CONTENT_FIELDS } from "@/lib/values/content";
import type { ProfileRow } from "./repository";

/*
 * Profiles of all owners, for services that require an admin or the program itself. Nothing here checks
 * what somebody may see.
 */

/** All profiles of one owner, in the order of the tasks. */
export function selectOwnedBy(db: Reader, userId: string): Promise<ProfileRow[]> {
  return db
    .select()
    .from(model_profiles)
    .where(eq(model_profiles.user_id, userId))
    .orderBy(asc(model_profiles.type), asc(model_profiles.name_key));
}

/** The next profiles after an id, of all owners, by id. */
export function selectAfter(db: Reader, after: string, limit: number): Promise<ProfileRow[]> {
  return db
    .select()
    .from(model_profiles)
    .where(gt(model_profiles.id, after))
    .orderBy(asc(model_profiles.id))
    .limit(limit);
}

/** The number of accounts that can sign in. */
export async function countPeople(db: Reader): Promise<number> {
  const [row] = await db.select({ total: count() }).from(users).where(eq(users.disabled, false));
  return row?.total ?? 0;
}

/** Task key → how many of them chose another profile for it. */
export async function countOverrides(db: Reader): Promise<Map<string, number>> {
  const rows = await db
    .select({ task: profile_assignments.task, total: count() })
    .from(profile_assignments)
    .innerJoin(users, and(eq(users.id, profile_assignments.user_id), eq(users.disabled, false)))
    .groupBy(profile_assignments.task);
  return new Map(rows.map((row) => [row.task, row.total]));
}

/** A default's id → how many profiles are based on it, directly or not. */
export async function countHeirs(db: Reader): Promise<Map<string, number>> {
  const rows = await db.all<{ root: string; heirs: number }>(sql`
    WITH RECURSIVE heirs(root, id) AS (
      SELECT id, id FROM model_profiles WHERE user_id = ${SYSTEM_USER_ID}
      UNION
      SELECT heirs.root, p.id FROM model_profiles p JOIN heirs ON p.base_profile_id = heirs.id
    ) SELECT root, count(*) - 1 AS heirs FROM heirs GROUP BY root`);
  return new Map(rows.map((row) => [row.root, row.heirs]));
}

/** Selects profiles by a value that they set themselves. */
interface ValueQuery {
  /** Such as `parameters.num_ctx`. */
  path: string;
  /** The number of a task; `undefined` for all tasks. */
  type: number | undefined;
  /** Numbers in this range, ends included, are left out. */
  outside: { min: number | undefined; max: number | undefined };
}

/** True for a number outside the range, and for the number that means "no limit". */
function isOutside(value: SQL, { min, max }: ValueQuery["outside"], endless: number | undefined) {
  if (min === undefined && max === undefined) return undefined;
  return or(
    min === undefined ? undefined : sql`${value} < ${min}`,
    max === undefined ? undefined : sql`${value} > ${max}`,
    endless === undefined ? undefined : sql`${value} = ${endless}`,
  );
}

const SECTION_COLUMNS = new Map<string, Column>(
  SECTION_NAMES.map((name) => [name, model_profiles[name]]),
);

function parseValue(json: string): Value {
  return anyValue.parse(JSON.parse(json));
}

/**
 * Profiles of all owners that set the field themselves, with their owner's name, by owner and name.
 * Numbers within the range are left out.
 */
export async function selectSetting(db: Reader, { path, type, outside }: ValueQuery) {
  const [section = "", name] = path.split(".");
  const column = SECTION_COLUMNS.get(section);
  if (!column) throw new Error(`${path} is not the path of a field`);
  const value = sql<string>`${column} -> ${`$.${name}`}`;
  const plain = sql`${column} ->> ${`$.${name}`}`;
  const field = fieldAt(path);
  const endless = field && isNumeric(field) ? field.endless : undefined;
  return db
    .select({
      id: model_profiles.id,
      name: model_profiles.name,
      owner: model_profiles.user_id,
      owner_name: users.name,
      type: model_profiles.type,
      value: value.mapWith(parseValue),
    })
    .from(model_profiles)
    .leftJoin(users, eq(users.id, model_profiles.user_id))
    .where(
      and(
        sql`${value} IS NOT NULL`,
        type === undefined ? undefined : eq(model_profiles.type, type),
        isOutside(plain, outside, endless),
      ),
    )
    .orderBy(asc(model_profiles.user_id), asc(model_profiles.name_key));
}

/** SQL for the content of a profile as JSON, as `profile_revisions.content` stores it of the newest. */
function contentJson(): SQL {
  const members = CONTENT_FIELDS.filter((name) => name !== "system_prompt").map((name) => {
    const column = model_profiles[name];
    const value = column.dataType === "json" ? sql`json(${column})` : sql`${column}`;
    return sql`${sql.raw(`'${name}'`)}, ${value}`;
  });
  return sql`json_object(${sql.join(members, sql`, `)})`;
}

/**
 * The condition on those of the profiles that are the owner's; of any owner if that is null. The caller
 * has selected them by their owner; no other profile is written, whatever it passes.
 */
function areOwned(ids: readonly string[], owner: string | null): SQL | undefined {
  const { id, user_id } = model_profiles;
  return and(isOneOf(id, ids), owner === null ? undefined : eq(sql`+${user_id}`, owner));
}

/** The ids of those of the owner's profiles that are beyond a revision. */
export async function selectBeyondRevision(
  tx: Transaction,
  ids: readonly string[],
  owner: string | null,
  revision: number,
): Promise<string[]> {
  const rows = await tx
    .select({ id: model_profiles.id })
    .from(model_profiles)
    .where(and(areOwned(ids, owner), gt(model_profiles.revision, revision)));
  return rows.map(({ id }) => id);
}

/**
 * Sets the model of many profiles, removes its version, and saves a revision of each, in two statements.
 */
export async function updateModel(
  tx: Transaction,
  ids: readonly string[],
  write: { owner: string | null; model_name: string; author: string; at: string },
): Promise<void> {
  const { owner, model_name, author, at } = write;
  const { id, revision, updated_at } = model_profiles;
  const isMoved = areOwned(ids, owner);
  await tx
    .update(model_profiles)
    .set({ model_name, model_version: null, revision: sql`${revision} + 1`, updated_at: at })
    .where(isMoved);
  await tx.run(sql`
    INSERT INTO ${profile_revisions} (profile_id, revision, created_at, author, content)
    SELECT ${id}, ${revision}, ${updated_at}, ${author}, ${contentJson()}
    FROM ${model_profiles} WHERE ${isMoved}`);
}

/** The next profiles after an id that an older version has written: their description is not folded. */
export function selectUnfolded(db: Reader, after: string, limit: number) {
  const { id, description, description_key } = model_profiles;
  // The lengths alone: reading a text behind a long prompt takes long.
  const isUnfolded = sql`octet_length(${description_key}) = 0 AND octet_length(${description}) > 0`;
  return db
    .select({ id, description })
    .from(model_profiles)
    .where(and(gt(id, after), isUnfolded))
    .orderBy(asc(id))
    .limit(limit);
}

/** Sets the folded descriptions of profiles, by id. */
export async function updateDescriptionKeys(
  tx: Transaction,
  keys: readonly (readonly [id: string, key: string])[],
): Promise<void> {
  await tx.run(sql`
    UPDATE model_profiles SET description_key = each.value ->> 1
    FROM json_each(${JSON.stringify(keys)}) AS each WHERE model_profiles.id = each.value ->> 0`);
}
