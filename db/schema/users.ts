import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Role, Scope } from "@/lib/actor";

export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    /** As typed, trimmed. */
    email: text().notNull(),
    /** Lower case: two spellings of one address are one account. */
    email_key: text().notNull().unique(),
    name: text().notNull(),
    /** Folded for the search; empty until the next start where an older version has written the row. */
    name_key: text().notNull().default(""),
    role: text().$type<Role>().notNull(),
    password_hash: text().notNull(),
    disabled: integer({ mode: "boolean" }).notNull().default(false),
    /** A session carries the epoch it was made in; raising it ends all sessions at once. */
    session_epoch: integer().notNull().default(0),
    created_at: text().notNull(),
    updated_at: text().notNull(),
  },
  (table) => [index("users_created").on(table.created_at, table.id)],
);

export const api_keys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    user_id: text()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    /** SHA-256 of the whole secret, hexadecimal. */
    hash: text().notNull().unique(),
    /** The first characters of the secret, to tell keys apart. */
    prefix: text().notNull(),
    scopes: text({ mode: "json" }).$type<Scope[]>().notNull(),
    created_at: text().notNull(),
    expires_at: text(),
    last_used_at: text(),
    revoked_at: text(),
  },
  (table) => [index("api_keys_owner").on(table.user_id, table.created_at, table.id)],
);

/** Links by which a user may choose a new password; a user has one at most. */
export const password_resets = sqliteTable("password_resets", {
  user_id: text()
    .primaryKey()
    .references(() => users.id),
  /** SHA-256 of the link's secret, hexadecimal. */
  hash: text().notNull().unique(),
  expires_at: text().notNull(),
});

/** Failed sign-ins by account and by address, kept for the length of the throttle's window. */
export const sign_in_failures = sqliteTable(
  "sign_in_failures",
  {
    subject: text().notNull(),
    /** Milliseconds since the epoch. */
    at: integer().notNull(),
    id: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.subject, table.at, table.id] }),
    index("sign_in_failures_at").on(table.at),
  ],
);
