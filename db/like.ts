import { type Column, type SQL, sql } from "drizzle-orm";

/** Whether the column contains the words as they stand: `%` and `_` are letters here. */
export function contains(column: Column, words: string): SQL {
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`;
}
