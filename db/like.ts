import { type Column, type SQL, sql } from "drizzle-orm";

/** Whether the column contains the words as they stand: `%` and `_` are letters here. */
export function contains(column: Column, words: string): SQL {
  // No text that is kept has a NUL, at which LIKE would end its pattern: it would find everything.
  if (words.includes("\0")) return sql`0`;
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`${column} LIKE ${pattern} ESCAPE '\\'`;
}
