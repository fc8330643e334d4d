import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ServedModels } from "@/lib/engines/schema";
import type { EngineFlag } from "@/lib/engines/words";
import type { Engine } from "@/lib/registry/engines";

/** Servers that run models. Those that add their models to the catalog are its sources beside the file. */
export const engines = sqliteTable("engines", {
  id: text().primaryKey(),
  kind: text().$type<Engine>().notNull(),
  /** What its models say as their provider, too. */
  name: text().notNull(),
  /** The name folded for comparison. */
  name_key: text().notNull().unique(),
  address: text().notNull(),
  /** Encrypted, or `env:NAME`; no response has it. */
  key: text(),
  models: text({ mode: "json" }).$type<ServedModels>().notNull(),
  adds_models: integer({ mode: "boolean" }).notNull(),
  /** Engines with lower numbers are tried first; of the same number, the older one. */
  priority: integer().notNull(),
  max_parallel: integer().notNull(),
  /** It may be on loopback or a private network. */
  local: integer({ mode: "boolean" }).notNull(),
  flags: text({ mode: "json" }).$type<readonly EngineFlag[]>().notNull(),
  enabled: integer({ mode: "boolean" }).notNull(),
  created_at: text().notNull(),
  updated_at: text().notNull(),
});
