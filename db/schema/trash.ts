import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { model_profiles, StoredContent } from "./profiles";
import { users } from "./users";

/**
 * Deleted profiles, kept for a while. They are no rows of `model_profiles`, so that no query can show one
 * by mistake, and their names and quota are free.
 */
export const deleted_profiles = sqliteTable(
  "deleted_profiles",
  {
    id: text().primaryKey(),
    user_id: text()
      .notNull()
      .references(() => users.id),
    deleted_at: text().notNull(),
    profile: text({ mode: "json" }).$type<typeof model_profiles.$inferSelect>().notNull(),
    /** The owner's tasks that used it. */
    tasks: text({ mode: "json" }).$type<string[]>().notNull(),
    /** The profiles that were based on it, each at its revision after it got another base. */
    children: text({ mode: "json" }).$type<{ id: string; revision: number }[]>().notNull(),
  },
  (table) => [
    index("deleted_profiles_user").on(table.user_id, table.deleted_at, table.id),
    index("deleted_profiles_at").on(table.deleted_at),
  ],
);

/** The revisions of deleted profiles, as in `profile_revisions`. */
export const deleted_revisions = sqliteTable(
  "deleted_revisions",
  {
    profile_id: text()
      .notNull()
      .references(() => deleted_profiles.id),
    revision: integer().notNull(),
    created_at: text().notNull(),
    author: text().notNull(),
    content: text({ mode: "json" }).$type<StoredContent>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.profile_id, table.revision] })],
);
