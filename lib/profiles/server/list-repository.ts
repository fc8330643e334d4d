import "server-only";
import { and, asc, count, desc, eq, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import { contains } from "@/db/query";
import { model_profiles, models } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID, type Viewer } from "@/lib/actor";
import { type Position, readRows } from "@/lib/http/pagination";
import { nameKey } from "@/lib/values/content";
import type { ProfileQuery } from "../query";
import type { ProfileSort } from "../filters";
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

function matches(words: string): SQL | undefined {
  const { name_key, description, model_name } = model_profiles;
  // LIKE ignores the case of ASCII letters only, and only names are stored folded: descriptions are
  // also searched for the words as typed.
  return or(
    ...[name_key, description, model_name].map((column) => contains(column, nameKey(words))),
    contains(description, words),
  );
}

function hasModel(available: boolean): SQL {
  const known = sql`${model_profiles.model_name} IN (SELECT ${models.id} FROM ${models})`;
  return available ? known : sql`NOT ${known}`;
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

/** Approximate bytes of a row: those of its texts. */
export function sizeOf({ system_prompt, description }: ProfileRow): number {
  return Buffer.byteLength(system_prompt) + Buffer.byteLength(description);
}

/** A page of the profiles that the viewer may see, and one row more if there is a next page. */
export function selectPage(
  db: Reader,
  viewer: Viewer,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<ProfileRow[]> {
  return readRows(query.limit, sizeOf, (limit, last) =>
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
      .select()
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
