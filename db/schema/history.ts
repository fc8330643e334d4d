import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { ChangeKind } from "@/lib/history/schema";
import { users } from "./users";

/** A change of the profiles that a user's tasks use; undone as a whole. */
export const task_changes = sqliteTable(
  "task_changes",
  {
    id: text().primaryKey(),
    /** Whose tasks. */
    user_id: text()
      .notNull()
      .references(() => users.id),
    /** 1 for the user's first change: their order, whatever clocks say. */
    number: integer().notNull(),
    /** A user's id, or `system`. */
    author: text().notNull(),
    kind: text().$type<ChangeKind>().notNull(),
    created_at: text().notNull(),
    /** The change that undid this one. */
    undone_by: text(),
  },
  (table) => [uniqueIndex("task_changes_user").on(table.user_id, table.number)],
);

/** The tasks of a change. Profiles are kept by name too, because they can be deleted later. */
export const task_change_rows = sqliteTable(
  "task_change_rows",
  {
    change_id: text()
      .notNull()
      .references(() => task_changes.id),
    task: text().notNull(),
    /** As in `task_changes`, for the indexes. */
    user_id: text().notNull(),
    number: integer().notNull(),
    /** Null: the task's default. */
    from_id: text(),
    from_name: text(),
    /** Null: the task's default. The same as before where only the profile's content changed. */
    to_id: text(),
    to_name: text(),
  },
  (table) => [
    primaryKey({ columns: [table.change_id, table.task] }),
    index("task_change_rows_user").on(table.user_id, table.number, table.task),
    index("task_change_rows_task").on(table.user_id, table.task, table.number),
  ],
);

/** The profiles that a change created or revised. */
export const task_change_profiles = sqliteTable(
  "task_change_profiles",
  {
    change_id: text()
      .notNull()
      .references(() => task_changes.id),
    profile_id: text().notNull(),
    /** Null: the change created the profile. */
    from_revision: integer(),
    to_revision: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.change_id, table.profile_id] }),
    index("task_change_profiles_profile").on(table.profile_id),
  ],
);
