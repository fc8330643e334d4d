import "server-only";
import { inArray } from "drizzle-orm";
import { api_keys, catalog_sources, model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";

/** Ids in one statement; SQLite takes no more than 32,766. */
const MOST = 5000;

/** Where things with names are, and what they are called. */
const NAMED = [
  { table: users, name: users.name },
  { table: model_profiles, name: model_profiles.name },
  { table: api_keys, name: api_keys.name },
  { table: catalog_sources, name: catalog_sources.provider },
] as const;

/** What things are called now, by their ids; what is gone has no name. */
export async function selectNames(
  db: Reader,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let start = 0; start < ids.length; start += MOST) {
    const some = ids.slice(start, start + MOST);
    for (const { table, name: called } of NAMED) {
      const columns = { id: table.id, name: called };
      const rows = await db.select(columns).from(table).where(inArray(table.id, some));
      for (const { id, name } of rows) names[id] = name;
    }
  }
  return names;
}
