import { type SQL, sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { ProfileContent } from "@/lib/values/content";
import type { Values } from "@/lib/registry/types";
import { users } from "./users";

type Texts = Record<
  "name" | "description" | "parameters" | "system_prompt" | "image_settings",
  AnySQLiteColumn
>;

/** The bytes of a profile that count against its owner's storage: those of what can be large. */
export function profileBytes(columns: Texts): SQL<number> {
  const { name, description, parameters, system_prompt, image_settings } = columns;
  const sizes = [name, description, parameters, system_prompt].map(
    (column) => sql`octet_length(${column}) + `,
  );
  // Without a comma, at which drizzle-kit splits an index.
  const settings = sql`CASE WHEN ${image_settings} IS NULL THEN 0 ELSE octet_length(${image_settings}) END`;
  return sql<number>`${sql.join(sizes)}${settings}`;
}

export const model_profiles = sqliteTable(
  "model_profiles",
  {
    id: text().primaryKey(),
    /** A user's id, or `system`. */
    user_id: text().notNull(),
    name: text().notNull(),
    /** Folded for comparison: unique per owner, and the order of the list. */
    name_key: text().notNull(),
    description: text().notNull(),
    type: integer().notNull(),
    model_name: text().notNull(),
    model_version: text(),
    base_profile_id: text().references((): AnySQLiteColumn => model_profiles.id),
    parameters: text({ mode: "json" }).$type<Values>().notNull(),
    system_prompt: text().notNull(),
    circuit_breaker: text({ mode: "json" }).$type<Values>(),
    gpu_config: text({ mode: "json" }).$type<Values>(),
    image_settings: text({ mode: "json" }).$type<Values>(),
    revision: integer().notNull(),
    created_at: text().notNull(),
    updated_at: text().notNull(),
    /** Folded for the search; empty until the next start where an older version has written the row. */
    description_key: text().notNull().default(""),
  },
  (table) => [
    // Also the order of the list by name: within an owner no two names tie.
    uniqueIndex("model_profiles_name").on(table.user_id, table.name_key),
    // Also contains the bytes that count against the owner's quota.
    index("model_profiles_by_updated").on(
      table.user_id,
      table.updated_at,
      table.id,
      profileBytes(table),
    ),
    index("model_profiles_by_created").on(table.user_id, table.created_at, table.id),
    index("model_profiles_by_type").on(table.user_id, table.type, table.id),
    index("model_profiles_by_model").on(table.user_id, table.model_name, table.id),
    // With the owner, because many users base profiles on the same default.
    index("model_profiles_base").on(table.base_profile_id, table.user_id),
  ],
);

export type StoredContent = Omit<ProfileContent, "system_prompt"> &
  Partial<Pick<ProfileContent, "system_prompt">>;

export const profile_revisions = sqliteTable(
  "profile_revisions",
  {
    profile_id: text()
      .notNull()
      .references(() => model_profiles.id),
    revision: integer().notNull(),
    created_at: text().notNull(),
    /** A user's id, or `system`. */
    author: text().notNull(),
    /** Without the prompt if the next revision that has one, or else the profile, has the same. */
    content: text({ mode: "json" }).$type<StoredContent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.profile_id, table.revision] })],
);

/** One row only where a user overrides a task's default. */
export const profile_assignments = sqliteTable(
  "profile_assignments",
  {
    user_id: text()
      .notNull()
      .references(() => users.id),
    task: text().notNull(),
    profile_id: text()
      .notNull()
      .references(() => model_profiles.id),
    updated_at: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.user_id, table.task] }),
    index("profile_assignments_profile").on(table.profile_id),
  ],
);
