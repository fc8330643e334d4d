import "server-only";
import { and, asc, count, desc, eq, getTableColumns, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import { contains, isOneOf } from "@/db/query";
import { model_profiles, models, profile_assignments } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID, type Viewer } from "@/lib/actor";
import { type Position, readRows } from "@/lib/http/pagination";
import { TASKS } from "@/lib/registry/tasks";
import { nameKey } from "@/lib/values/content";
import type { ProfileQuery } from "../query";
import type { ProfileField } from "../schema";
import type { ProfileSort } from "../filters";
import { bytesOf } from "./quota-repository";
import { type ProfileRow, visibleTo, withoutIndex } from "./repository";

/** The column that each order sorts by. */
const SORTED_BY = {
  name: "name_key",
  "-name": "name_key",
  updated_at: "updated_at",
  "-updated_at": "updated_at",
  created_at: "created_at",
  "-created_at": "created_at",
  type: "type",
  "-type": "type",
  model_name: "model_name",
  "-model_name": "model_name",
} as const satisfies Record<ProfileSort, keyof ProfileRow>;

function columnOf(sort: ProfileSort) {
  return model_profiles[SORTED_BY[sort]];
}

/** The type of the values that an order sorts by. */
export function sortType(sort: ProfileSort): "string" | "number" {
  return columnOf(sort).dataType;
}

/** The position of a row in an order. */
export function positionOf(row: ProfileRow, sort: ProfileSort): Position {
  return { value: row[SORTED_BY[sort]], id: row.id };
}

/** True for profiles with the words in their name, description or model, in any case. */
function matches(words: string): SQL | undefined {
  const { name_key, description_key, model_name } = model_profiles;
  const folded = nameKey(words);
  return or(
    contains(name_key, folded),
    contains(sql`lower(${model_name})`, folded),
    contains(description_key, folded),
  );
}

function hasModel(available: boolean): SQL {
  const known = sql`${model_profiles.model_name} IN (SELECT ${models.id} FROM ${models})`;
  return available ? known : sql`NOT ${known}`;
}

/** The default profile of each task, by its key. */
const DEFAULTS = JSON.stringify(
  Object.fromEntries(TASKS.map(({ key, default_profile_id }) => [key, default_profile_id])),
);

/** True for profiles that the viewer assigned to a task, and defaults of the other tasks. */
function isUsed(viewer: Viewer, used: boolean): SQL {
  const { profile_id, task, user_id } = profile_assignments;
  const own = sql`FROM ${profile_assignments} WHERE ${user_id} = ${viewer.id}`;
  const found = sql`(${model_profiles.id} IN (SELECT ${profile_id} ${own}) OR ${model_profiles.id} IN (
    SELECT value FROM json_each(${DEFAULTS}) WHERE key NOT IN (SELECT ${task} ${own})))`;
  return used ? found : sql`NOT ${found}`;
}

/** The condition on one owner's profiles: the owner's index finds them, so visibility must not. */
function filters(query: ProfileQuery, viewer: Viewer, owner: string): SQL | undefined {
  return and(
    eq(model_profiles.user_id, owner),
    visibleTo(viewer, withoutIndex(model_profiles.user_id)),
    query.type === undefined ? undefined : eq(model_profiles.type, query.type),
    query.model === undefined ? undefined : eq(model_profiles.model_name, query.model),
    query.base === undefined ? undefined : eq(model_profiles.base_profile_id, query.base),
    query.available === undefined ? undefined : hasModel(query.available),
    query.used === undefined ? undefined : isUsed(viewer, query.used),
    query.q === undefined ? undefined : matches(query.q),
  );
}

function isBeyond(sort: ProfileSort, after: Position | undefined): SQL | undefined {
  if (!after) return undefined;
  const column = columnOf(sort);
  const further = sort.startsWith("-") ? lt : gt;
  return or(
    further(column, after.value),
    and(eq(column, after.value), further(model_profiles.id, after.id)),
  );
}

/** Whose profiles the query asks for. */
function ownersIn(query: ProfileQuery, viewer: Viewer): string[] {
  if (query.owner === "me") return [viewer.id];
  return query.owner === "system" ? [SYSTEM_USER_ID] : [viewer.id, SYSTEM_USER_ID];
}

/** The columns of a list: texts that the caller does not want are not read. */
function columnsFor({ fields }: ProfileQuery) {
  const columns = getTableColumns(model_profiles);
  const isWanted = (name: ProfileField) => fields === undefined || fields.includes(name);
  const textOf = (name: "description" | "system_prompt") =>
    (isWanted(name) ? sql<string>`${columns[name]}` : sql<string>`''`).as(name);
  return {
    ...columns,
    description: textOf("description"),
    system_prompt: textOf("system_prompt"),
    description_key: sql<string>`''`.as("description_key"),
  };
}

/** A page of the profiles that the viewer may see, and one row more if there is a next page. */
export function selectPage(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<ProfileRow[]> {
  return readRows(query.limit, bytesOf, (limit, last) =>
    selectRows(db, viewer, { ...query, limit }, last ? positionOf(last, query.sort) : after),
  );
}

/** The next rows in order. SQLite merges two ordered reads of an index: own rows and defaults. */
async function selectRows(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<ProfileRow[]> {
  const column = columnOf(query.sort);
  const direction = query.sort.startsWith("-") ? desc : asc;
  const rowsOf = (owner: string) =>
    db
      .select(columnsFor(query))
      .from(model_profiles)
      .where(and(filters(query, viewer, owner), isBeyond(query.sort, after)));
  const [first, second] = ownersIn(query, viewer).map(rowsOf);
  if (!first) return [];
  const order = [direction(column), direction(model_profiles.id)];
  if (!second) return first.orderBy(...order).limit(query.limit);
  // A union is ordered by the result's columns, which have no table.
  const word = query.sort.startsWith("-") ? sql`desc` : sql`asc`;
  const unionOrder = [column.name, "id"].map((name) => sql`${sql.identifier(name)} ${word}`);
  return unionAll(first, second)
    .orderBy(...unionOrder)
    .limit(query.limit);
}

/** The number of rows on all pages together. */
export async function countAll(db: Reader, viewer: Viewer, query: ProfileQuery): Promise<number> {
  let total = 0;
  for (const owner of ownersIn(query, viewer)) {
    const [row] = await db
      .select({ total: count() })
      .from(model_profiles)
      .where(filters(query, viewer, owner));
    total += row?.total ?? 0;
  }
  return total;
}

/** All matches in the order of the list, and whether they come after a position. */
function selectMatches(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<{ id: string; is_beyond: number }[]> {
  const column = columnOf(query.sort);
  const matchesOf = (owner: string) => sql`
    SELECT ${model_profiles.id} AS id, ${column} AS value, ${isBeyond(query.sort, after) ?? sql`1`} AS is_beyond
    FROM ${model_profiles} WHERE ${filters(query, viewer, owner)}`;
  const all = sql.join(ownersIn(query, viewer).map(matchesOf), sql` UNION ALL `);
  const direction = query.sort.startsWith("-") ? sql`desc` : sql`asc`;
  return db.all(
    sql`SELECT id, is_beyond FROM (${all}) ORDER BY value ${direction}, id ${direction}`,
  );
}

/** The profiles with these ids that the viewer may see, in their order. */
async function selectByIds(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  ids: readonly string[],
): Promise<ProfileRow[]> {
  const rows = await db
    .select(columnsFor(query))
    .from(model_profiles)
    .where(
      and(isOneOf(model_profiles.id, ids), visibleTo(viewer, withoutIndex(model_profiles.user_id))),
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * As `selectPage` and `countAll`, for a query with words: every profile is compared once, for the page
 * and the total together.
 */
export async function searchPage(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<{ rows: ProfileRow[]; total: number }> {
  const found = await selectMatches(db, viewer, query, after);
  const ids = found.filter(({ is_beyond }) => is_beyond === 1).map(({ id }) => id);
  let start = 0;
  const rows = await readRows<ProfileRow>(query.limit, bytesOf, (limit) => {
    const some = ids.slice(start, start + limit);
    start += limit;
    return selectByIds(db, viewer, query, some);
  });
  return { rows, total: found.length };
}
