import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CatalogFault, ModelEntry } from "@/lib/models/schema";
import type { SourceKind } from "@/lib/models/source";

/** The catalog: what each source held when it was last read. */
export const models = sqliteTable(
  "models",
  {
    id: text().notNull(),
    /** `file`, or the id of one of `catalog_sources`. */
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

/** Servers that models are read from, beside the file. */
export const catalog_sources = sqliteTable("catalog_sources", {
  id: text().primaryKey(),
  kind: text().$type<SourceKind>().notNull(),
  /** What its models say as their provider. */
  provider: text().notNull(),
  /** The provider folded for comparison. */
  provider_key: text().notNull().unique(),
  address: text().notNull(),
  /** Sent to the server as a bearer token; no answer holds it. */
  token: text(),
  enabled: integer({ mode: "boolean" }).notNull(),
  created_at: text().notNull(),
  updated_at: text().notNull(),
});

/** The last read of the file and of each source, by any process. */
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
