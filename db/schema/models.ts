import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CatalogFault, ModelEntry } from "@/lib/models/schema";
import type { ModelTask } from "@/lib/registry/types";
import { users } from "./users";

/** The catalog: what each source held when it was last read. */
export const models = sqliteTable(
  "models",
  {
    id: text().notNull(),
    /** `file`, or the id of one of `engines`. */
    source: text().notNull().default("file"),
    entry: text({ mode: "json" }).$type<ModelEntry>().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.source] })],
);

/** One row (`id` 1): which state of the catalog the `models` table holds. */
export const catalog_state = sqliteTable("catalog_state", {
  id: integer().primaryKey(),
  /** Rises with everything that changed the catalog; caches are kept by it. */
  version: integer().notNull(),
  synced_at: text().notNull(),
});

/** What admins have corrected of models, whatever their sources report. */
export const model_corrections = sqliteTable("model_corrections", {
  model_id: text().primaryKey(),
  /** Null: as reported. */
  task: text().$type<ModelTask>(),
  /** Tokens. Null: as reported. */
  context_length: integer(),
  set_by: text()
    .notNull()
    .references(() => users.id),
  updated_at: text().notNull(),
});

/** The last read of the file and of each engine that adds models, by any process. */
export const catalog_reads = sqliteTable("catalog_reads", {
  /** As in `models`. */
  source: text().primaryKey(),
  /** When the source was asked. */
  read_at: text().notNull(),
  /** SHA-256 of what was read, hexadecimal; null where it could not be. */
  digest: text(),
  /** What the read changed, and what was wrong. */
  report: text({ mode: "json" })
    .$type<{ added: string[]; updated: string[]; removed: string[]; errors: CatalogFault[] }>()
    .notNull(),
  /** Since when reads fail: what is held is of before. Null while they work. */
  stale_since: text(),
});
