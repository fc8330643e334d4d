import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const audit_events = sqliteTable(
  "audit_events",
  {
    id: text().notNull(),
    created_at: text().notNull(),
    /** A user's id, `system` or `anonymous`. */
    actor: text().notNull(),
    key_id: text(),
    address: text(),
    request_id: text(),
    /** `profile.update`, `key.revoke` and so on. */
    action: text().notNull(),
    /** `profile:<id>` and so on. */
    target: text().notNull(),
    /** Only the fields that changed. */
    before: text({ mode: "json" }).$type<Record<string, unknown>>(),
    after: text({ mode: "json" }).$type<Record<string, unknown>>(),
  },
  (table) => [
    // Also the order of the list; every index less makes every write of the program cheaper.
    primaryKey({ columns: [table.created_at, table.id] }),
    index("audit_events_actor").on(table.actor, table.created_at, table.id),
    index("audit_events_action").on(table.action, table.created_at, table.id),
    index("audit_events_target").on(table.target, table.created_at, table.id),
  ],
);

/** What an admin sets for the whole installation, a row a setting. */
export const settings = sqliteTable("settings", {
  name: text().primaryKey(),
  value: text({ mode: "json" }).$type<unknown>().notNull(),
});
