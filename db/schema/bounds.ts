import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { TaskKey } from "@/lib/registry/tasks";
import type { Value } from "@/lib/registry/types";
import { users } from "./users";

/** What an admin sets as the lowest, highest or only value of a field, for a task or for all. */
export const bounds = sqliteTable(
  "bounds",
  {
    id: text().primaryKey(),
    /** `parameters.num_ctx` */
    path: text().notNull(),
    /** A task's key; empty for all tasks, since a unique index treats nulls as different. */
    task: text().$type<TaskKey | "">().notNull(),
    /** `{ min, max }`, one of them, or `{ fixed }`. */
    limit: text({ mode: "json" }).$type<{ min?: number; max?: number; fixed?: Value }>().notNull(),
    set_by: text()
      .notNull()
      .references(() => users.id),
    updated_at: text().notNull(),
  },
  (table) => [uniqueIndex("bounds_of").on(table.path, table.task)],
);
