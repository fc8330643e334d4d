import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ModelEntry } from "@/lib/models/schema";

/** The catalog as last read from its file. */
export const models = sqliteTable("models", {
  id: text().primaryKey(),
  entry: text({ mode: "json" }).$type<ModelEntry>().notNull(),
  updated_at: text().notNull(),
});

/** One row (`id` 1): which state of the catalog the `models` table holds. */
export const catalog_state = sqliteTable("catalog_state", {
  id: integer().primaryKey(),
  /** Rises with every sync that changed something; caches are kept by it. */
  version: integer().notNull(),
  synced_at: text().notNull(),
});
