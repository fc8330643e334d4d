import "server-only";
import { inArray } from "drizzle-orm";
import { api_keys, model_profiles, users } from "@/db/schema";
import type { Reader } from "@/db/transaction";

/** Ids in one statement; SQLite takes no more than 32,766. */
const MOST = 5000;

const TABLES = [users, model_profiles, api_keys] as const;

/** What things are called now, by their ids; what is gone has no name. */
export async function selectNames(
  db: Reader,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let start = 0; start < ids.length; start += MOST) {
    const some = ids.slice(start, start + MOST);
    for (const table of TABLES) {
      const columns = { id: table.id, name: table.name };
      const rows = await db.select(columns).from(table).where(inArray(table.id, some));
      for (const { id, name } of rows) names[id] = name;
    }
  }
  return names;
}
