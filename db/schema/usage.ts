import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row per request to the gateway, without any text of it. Written in batches, kept for a while. */
export const gateway_requests = sqliteTable(
  "gateway_requests",
  {
    /** The request's `X-Request-Id`. */
    id: text().notNull(),
    time: text().notNull(),
    user_id: text().notNull(),
    key_id: text(),
    task: text(),
    profile_id: text(),
    revision: integer(),
    model: text(),
    engine_id: text(),
    engine: text(),
    path: text().notNull(),
    stream: integer({ mode: "boolean" }).notNull(),
    status: integer().notNull(),
    code: text(),
    attempts: integer().notNull(),
    finish: text(),
    tokens_in: integer(),
    tokens_out: integer(),
    tokens_cached: integer(),
    tokens_reasoning: integer(),
    first_output_ms: real(),
    total_ms: real().notNull(),
    queue_ms: real(),
    load_ms: real(),
    context_granted: integer(),
    dropped: text({ mode: "json" }).$type<string[]>().notNull(),
    stopped_by: text(),
  },
  (table) => [
    // Also the order of the list. A proxy that repeats a request can repeat its id.
    primaryKey({ columns: [table.time, table.id] }),
    index("gateway_requests_user").on(table.user_id, table.time, table.id),
    index("gateway_requests_id").on(table.id, table.user_id),
  ],
);

/** Sums of the requests of an hour, by everything that usage is grouped by; empty texts are unknown. */
export const usage_hours = sqliteTable(
  "usage_hours",
  {
    /** The start of the hour: `2030-01-31T09:00:00.000Z`. */
    hour: text().notNull(),
    user_id: text().notNull(),
    key_id: text().notNull(),
    task: text().notNull(),
    profile_id: text().notNull(),
    /** 0: unknown. */
    revision: integer().notNull(),
    model: text().notNull(),
    engine: text().notNull(),
    requests: integer().notNull(),
    errors: integer().notNull(),
    cancelled: integer().notNull(),
    stopped: integer().notNull(),
    tokens_in: integer().notNull(),
    tokens_out: integer().notNull(),
    tokens_cached: integer().notNull(),
    tokens_reasoning: integer().notNull(),
    /** Requests with an output; the times are sums over these. */
    first_outputs: integer().notNull(),
    first_output_ms: real().notNull(),
    total_ms: real().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.hour,
        table.user_id,
        table.key_id,
        table.task,
        table.profile_id,
        table.revision,
        table.model,
        table.engine,
      ],
    }),
    index("usage_hours_user").on(table.user_id, table.hour),
  ],
);

/** When expired rows of a table were last deleted, by any process. */
export const usage_expiries = sqliteTable("usage_expiries", {
  name: text().primaryKey(),
  at: text().notNull(),
});
