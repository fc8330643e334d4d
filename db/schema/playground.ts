import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TaskKey } from "@/lib/registry/tasks";
import { users } from "./users";

/** Inputs that people keep for a task, to try it with again. */
export const task_examples = sqliteTable(
  "task_examples",
  {
    id: text().primaryKey(),
    user_id: text()
      .notNull()
      .references(() => users.id),
    task: text().$type<TaskKey>().notNull(),
    name: text().notNull(),
    /** The members of a request that the kind of task takes, such as `messages`. */
    input: text({ mode: "json" }).$type<Readonly<Record<string, unknown>>>().notNull(),
    created_at: text().notNull(),
  },
  (table) => [index("task_examples_of").on(table.user_id, table.task, table.created_at, table.id)],
);
