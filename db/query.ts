import { type Column, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Reader } from "./transaction";

/**
 * A query that is built once per connection and then only run: building one takes longer than SQLite
 * takes to answer it. For the few queries that most requests make.
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

/** A placeholder for each column, named after the column: a prepared write takes a row as its values. */
export function placeholders<T extends SQLiteTable>(table: T): T["$inferSelect"] {
  const names = Object.keys(getTableColumns(table));
  // drizzle accepts a placeholder for any value, though the types of `set` do not say so.
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)]));
}

/** True if the text contains the words literally. Both must be folded, or the case counts. */
export function contains(text: Column | SQL, words: string): SQL {
  return sql`instr(${text}, ${words}) > 0`;
}

/** True if the column is one of the values, which are one parameter whatever their number. */
export function isOneOf(column: Column, values: readonly string[]): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
