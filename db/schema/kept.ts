import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { KeptTexts } from "@/lib/kept/schema";
import type { GatewayRequest } from "@/lib/usage/schema";
import { users } from "./users";

/** The profiles whose owner wants the last requests through them kept with their texts. */
export const kept_profiles = sqliteTable("kept_profiles", {
  /** Also of a profile in the trash. */
  profile_id: text().primaryKey(),
  user_id: text()
    .notNull()
    .references(() => users.id),
  /** Only requests that arrived at this time or later are kept. */
  since: text().notNull(),
});

/** Those requests: the only place where texts of the gateway's requests are stored. */
export const kept_requests = sqliteTable(
  "kept_requests",
  {
    profile_id: text()
      .notNull()
      .references(() => kept_profiles.profile_id),
    time: text().notNull(),
    /** The request's `X-Request-Id`. */
    id: text().notNull(),
    /** The request's row in `gateway_requests`, which may expire earlier. */
    record: text({ mode: "json" }).$type<GatewayRequest>().notNull(),
    texts: text({ mode: "json" }).$type<KeptTexts>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.profile_id, table.time, table.id] }),
    index("kept_requests_time").on(table.time),
  ],
);
