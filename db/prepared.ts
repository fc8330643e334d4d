import { getTableColumns, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Reader } from "./transaction";

/**
 * A query that is built once for each connection and then only run: building one costs more than
 * SQLite takes to answer it. For the few that stand on the path of most requests.
 */
export function prepared<D extends Reader, Query>(build: (db: D) => Query): (db: D) => Query {
  const built = new WeakMap<D, Query>();
  return (db) => {
    const known = built.get(db);
    if (known) return known;
    const query = build(db);
    built.set(db, query);
    return query;
  };
}

/** A placeholder for each column, named as the column: what a prepared write takes as its row. */
export function placeholders<T extends SQLiteTable>(table: T): T["$inferSelect"] {
  const names = Object.keys(getTableColumns(table));
  // drizzle takes a placeholder wherever a value may stand, though the types of `set` do not say so.
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
}
