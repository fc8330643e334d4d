import "server-only";
import { and, asc, count, desc, eq, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import { contains } from "@/db/like";
import { model_profiles, models } from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { type Position, readRows } from "@/lib/http/pagination";
import { nameKey } from "@/lib/values/content";
import type { ProfileQuery } from "../query";
import type { ProfileSort } from "../filters";

import type { ProfileRow } from "./repository";

const COLUMNS = {
  name: model_profiles.name_key,
  updated_at: model_profiles.updated_at,
  created_at: model_profiles.created_at,
  type: model_profiles.type,
  model_name: model_profiles.model_name,
} as const;

function columnOf(sort: ProfileSort) {
  return COLUMNS[sort.replace("-", "") as keyof typeof COLUMNS];
}

/** What an order sorts by. */
export function kindOf(sort: ProfileSort): "string" | "number" {
  return columnOf(sort).dataType;
}

/** Where a row stands in an order. */
export function positionOf(row: ProfileRow, sort: ProfileSort): Position {
  const name = sort.replace("-", "") as keyof typeof COLUMNS;
  return { value: name === "name" ? row.name_key : row[name], id: row.id };
}

function matches(words: string): SQL {
  const { name_key, description, model_name } = model_profiles;
  // LIKE folds ASCII alone, and only names are kept folded: elsewhere the words as typed count too.
  return or(
    ...[name_key, description, model_name].map((column) => contains(column, nameKey(words))),
    contains(description, words),
  ) as SQL;
}

function modelIsThere(wanted: boolean): SQL {
  const known = sql`${model_profiles.model_name} IN (SELECT ${models.id} FROM ${models})`;
  return wanted ? known : sql`NOT ${known}`;
}

function filters(query: ProfileQuery, owner: string): SQL | undefined {
  return and(
    eq(model_profiles.user_id, owner),
    query.type === undefined ? undefined : eq(model_profiles.type, query.type),
    query.model === undefined ? undefined : eq(model_profiles.model_name, query.model),
    query.base === undefined ? undefined : eq(model_profiles.base_profile_id, query.base),
    query.available === undefined ? undefined : modelIsThere(query.available),
    query.q === undefined ? undefined : matches(query.q),
  );
}

function beyond(sort: ProfileSort, after: Position | undefined): SQL | undefined {
  if (!after) return undefined;
  const column = columnOf(sort);
  const further = sort.startsWith("-") ? lt : gt;
  return or(
    further(column, after.value),
    and(eq(column, after.value), further(model_profiles.id, after.id)),
  );
}

function ownersOf(query: ProfileQuery, userId: string): string[] {
  if (query.owner === "me") return [userId];
  return query.owner === "system" ? [SYSTEM_USER_ID] : [userId, SYSTEM_USER_ID];
}

/** Bytes of a profile's texts, roughly: the rest of a row is small. */
export function sizeOf({ system_prompt, description }: ProfileRow): number {
  return Buffer.byteLength(system_prompt) + Buffer.byteLength(description);
}

/** A page of what the user sees, and one row more if there is a next page. */
export function selectPage(
  db: Reader,
  userId: string,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<ProfileRow[]> {
  return readRows(query.limit, sizeOf, (limit, last) =>
    selectRows(db, userId, { ...query, limit }, last ? positionOf(last, query.sort) : after),
  );
}

/** The next rows in order. Own and system rows are two ordered reads of an index that SQLite merges. */
async function selectRows(
  db: Reader,
  userId: string,
  query: ProfileQuery,
  after: Position | undefined,
): Promise<ProfileRow[]> {
  const column = columnOf(query.sort);
  const direction = query.sort.startsWith("-") ? desc : asc;
  const part = (owner: string) =>
    db
      .select()
      .from(model_profiles)
      .where(and(filters(query, owner), beyond(query.sort, after)));
  const [first, second] = ownersOf(query, userId).map(part);
  if (!first) return [];
  const order = [direction(column), direction(model_profiles.id)];
  if (!second) return first.orderBy(...order).limit(query.limit);
  // In a union the order is by the result's columns, which carry no table.
  const word = query.sort.startsWith("-") ? sql`desc` : sql`asc`;
  const unionOrder = [column.name, "id"].map((name) => sql`${sql.identifier(name)} ${word}`);
  return unionAll(first, second)
    .orderBy(...unionOrder)
    .limit(query.limit);
}

/** How many rows all pages have together. */
export async function countAll(db: Reader, userId: string, query: ProfileQuery): Promise<number> {
  let total = 0;
  for (const owner of ownersOf(query, userId)) {
    const [row] = await db
      .select({ total: count() })
      .from(model_profiles)
      .where(filters(query, owner));
    total += row?.total ?? 0;
  }
  return total;
}
