import "server-only";
import { and, desc, eq, gte, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import { api_keys, gateway_requests, model_profiles, usage_hours, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Position } from "@/lib/http/pagination";
import type { GatewayRequest } from "../schema";
import type { Group } from "../words";
import type { HourSums } from "../sums";

/** Whose requests a caller sees: everyone's, a user's, or those that a user made with one key. */
export interface Visible {
  user_id?: string;
  key_id?: string;
}

function visibleIn(
  table: typeof gateway_requests | typeof usage_hours,
  { user_id, key_id }: Visible,
): SQL | undefined {
  return and(
    user_id === undefined ? undefined : eq(table.user_id, user_id),
    key_id === undefined ? undefined : eq(table.key_id, key_id),
  );
}

const insertion = prepared((tx: Transaction) =>
  tx
    .insert(gateway_requests)
    .values(placeholders(gateway_requests))
    .onConflictDoNothing()
    .prepare(),
);

/** What an hour's sums are identified by. */
const KEY = [
  usage_hours.hour,
  usage_hours.user_id,
  usage_hours.key_id,
  usage_hours.task,
  usage_hours.profile_id,
  usage_hours.revision,
  usage_hours.model,
  usage_hours.engine,
];

const SUMS = [
  "requests",
  "errors",
  "cancelled",
  "stopped",
  "tokens_in",
  "tokens_out",
  "tokens_cached",
  "tokens_reasoning",
  "first_outputs",
  "first_output_ms",
  "total_ms",
] as const;

const addition = prepared((tx: Transaction) => {
  const added = SUMS.map((name) => [
    name,
    sql`${usage_hours[name]} + excluded.${sql.identifier(name)}`,
  ]);
  return tx
    .insert(usage_hours)
    .values(placeholders(usage_hours))
    .onConflictDoUpdate({ target: KEY, set: Object.fromEntries(added) as Record<string, SQL> })
    .prepare();
});

/** Inserts requests; one with the time and id of another is left out. */
export async function insertRequests(
  tx: Transaction,
  requests: readonly GatewayRequest[],
): Promise<void> {
  for (const request of requests) await insertion(tx).run({ ...request });
}

export async function addSums(tx: Transaction, sums: readonly HourSums[]): Promise<void> {
  for (const each of sums) await addition(tx).run({ ...each });
}

/** Newest first; one row more than the limit if there is a next page. */
export function selectRequests(
  db: Reader,
  visible: Visible,
  limit: number,
  after: Position | undefined,
): Promise<GatewayRequest[]> {
  const { time, id } = gateway_requests;
  // As one comparison, which the index answers.
  const beyond = after && sql`(${time}, ${id}) < (${String(after.value)}, ${after.id})`;
  return db
    .select()
    .from(gateway_requests)
    .where(and(visibleIn(gateway_requests, visible), beyond))
    .orderBy(desc(time), desc(id))
    .limit(limit + 1);
}

/** The newest request with the id. */
export async function findRequest(
  db: Reader,
  visible: Visible,
  id: string,
): Promise<GatewayRequest | undefined> {
  const [row] = await db
    .select()
    .from(gateway_requests)
    .where(and(eq(gateway_requests.id, id), visibleIn(gateway_requests, visible)))
    // Without the sign, SQLite would read all requests of the user in this order.
    .orderBy(sql`+${gateway_requests.time} DESC`)
    .limit(1);
  return row;
}

/** The columns by which usage is grouped. */
const GROUP_COLUMNS: Record<Group, SQL> = {
  profile: sql`${usage_hours.profile_id}`,
  model: sql`${usage_hours.model}`,
  key: sql`${usage_hours.key_id}`,
  task: sql`${usage_hours.task}`,
  engine: sql`${usage_hours.engine}`,
  revision: sql`CASE ${usage_hours.profile_id} WHEN '' THEN '' ELSE ${usage_hours.profile_id} || '/' || ${usage_hours.revision} END`,
};

/** How many characters of an hour's time name the period. */
const PREFIX = { hour: 13, day: 10, all: 0 } as const;

interface Selection {
  from: string;
  to: string;
  by: keyof typeof PREFIX;
  group: Group | undefined;
  limit: number;
}

/** Sums of the hours from `from` until before `to`, oldest first. */
export function selectSums(
  db: Reader,
  visible: Visible,
  { from, to, by, group, limit }: Selection,
) {
  const period = sql<string>`substr(${usage_hours.hour}, 1, ${sql.raw(String(PREFIX[by]))})`;
  const groupColumn = group ? GROUP_COLUMNS[group] : sql`''`;
  const sum = (name: (typeof SUMS)[number]) => sql<number>`sum(${usage_hours[name]})`;
  return db
    .select({
      time: sql<string>`min(${usage_hours.hour})`,
      group: sql<string>`${groupColumn}`,
      requests: sum("requests"),
      errors: sum("errors"),
      cancelled: sum("cancelled"),
      stopped: sum("stopped"),
      tokens_in: sum("tokens_in"),
      tokens_out: sum("tokens_out"),
      tokens_cached: sum("tokens_cached"),
      tokens_reasoning: sum("tokens_reasoning"),
      first_outputs: sum("first_outputs"),
      first_output_ms: sum("first_output_ms"),
      total_ms: sum("total_ms"),
    })
    .from(usage_hours)
    .where(
      and(gte(usage_hours.hour, from), lt(usage_hours.hour, to), visibleIn(usage_hours, visible)),
    )
    .groupBy(sql`${period}`, sql`${groupColumn}`)
    .orderBy(sql`${period}`, sql`${groupColumn}`)
    .limit(limit);
}

/** The time of a user's newest request for each task, of those in the hours from `from`. */
export function selectLastUses(db: Reader, user_id: string, from: string) {
  const newest = db
    .select({ task: usage_hours.task, hour: sql<string>`max(${usage_hours.hour})`.as("last_hour") })
    .from(usage_hours)
    .where(
      and(eq(usage_hours.user_id, user_id), gte(usage_hours.hour, from), ne(usage_hours.task, "")),
    )
    .groupBy(usage_hours.task)
    .as("newest");
  // Only the requests of that hour are read, and none if they have expired before their sums.
  const time = sql<string>`(
    SELECT max(${gateway_requests.time}) FROM ${gateway_requests}
    WHERE ${gateway_requests.user_id} = ${user_id} AND ${gateway_requests.task} = ${newest.task}
      AND ${gateway_requests.time} >= ${newest.hour}
      AND ${gateway_requests.time} < substr(${newest.hour}, 1, 13) || ':99'
  )`;
  return db
    .select({ task: newest.task, time: sql<string>`coalesce(${time}, ${newest.hour})` })
    .from(newest);
}

/** Current names by ids: of profiles, of the user's own keys or all, and of users if all are visible. */
export async function selectNames(
  db: Reader,
  { user_id }: Visible,
  given: readonly string[],
): Promise<Record<string, string>> {
  const ids = [...new Set(given)];
  const { id, name } = api_keys;
  const own = user_id === undefined ? undefined : eq(api_keys.user_id, user_id);
  const profiles = { id: model_profiles.id, name: model_profiles.name };
  const rows = [
    await db.select(profiles).from(model_profiles).where(inArray(model_profiles.id, ids)),
    await db
      .select({ id, name })
      .from(api_keys)
      .where(and(inArray(id, ids), own)),
    user_id === undefined
      ? await db
          .select({ id: users.id, name: users.name })
          .from(users)
          .where(inArray(users.id, ids))
      : [],
  ].flat();
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}
