import { isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ParameterMode, PromptMode, Role, Scope } from "@/lib/actor";

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
    /** argon2id in PHC format; empty until an invited user has set a password. */
    password_hash: text().notNull(),
    disabled: integer({ mode: "boolean" }).notNull().default(false),
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
    /** How requests to the gateway with it are treated (`KeyOptions`). */
    caller_parameters: text().$type<ParameterMode>().notNull().default("win"),
    system_prompt: text().$type<PromptMode>().notNull().default("prepend"),
    models: text({ mode: "json" }).$type<string[]>(),
    max_parallel: integer(),
  },
  (table) => [
    // Only of usable keys, so that revoked ones cost nothing when a user's keys are counted.
    index("api_keys_owner")
      .on(table.user_id, table.created_at, table.id)
      .where(isNull(table.revoked_at)),
  ],
);

/** The browsers in which users are signed in; a session ends when its row is deleted. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    user_id: text()
      .notNull()
      .references(() => users.id),
    created_at: text().notNull(),
    last_used_at: text().notNull(),
    /** IP address of the last use. */
    address: text(),
    /** The browser and system in words, such as `Firefox on Windows`. */
    browser: text().notNull(),
    /** When the user last entered their password again. */
    confirmed_at: text(),
  },
  (table) => [
    index("sessions_owner").on(table.user_id, table.last_used_at),
    index("sessions_created").on(table.created_at),
  ],
);

/** Links by which a user may choose a new password; a user has one at most. */
export const password_resets = sqliteTable("password_resets", {
  user_id: text()
    .primaryKey()
    .references(() => users.id),
  /** SHA-256 of the link's secret, hexadecimal. */
  hash: text().notNull().unique(),
  expires_at: text().notNull(),
  /** The admin; null if an older version created the link, which is then invalid. */
  created_by: text().references(() => users.id),
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
