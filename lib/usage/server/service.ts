import "server-only";
import { type Database, perDatabase } from "@/db/client";
import { type Actor, hasScope, isAdmin, requireUser } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import type {
  GatewayRequest,
  RequestsPage,
  RequestsQuery,
  Usage,
  UsageQuery,
  UsageRow,
} from "../schema";
import type { OWNERS } from "../words";
import { startOf } from "../sums";
import { type Attachment, RequestLog } from "./log";
import {
  findRequest,
  selectLastUses,
  selectNames,
  selectRequests,
  selectSums,
  type Visible,
} from "./repository";

/** The requests of a process that are not written yet. */
function requestLog(db: Database): RequestLog {
  return perDatabase(db, "request-log", () => new RequestLog(db));
}

/**
 * Notes a request that has ended; it is written within a second, with others, and with what is attached.
 * Never throws.
 */
export function recordRequest(
  ctx: Pick<Context, "db">,
  request: GatewayRequest,
  attachment?: Attachment,
): void {
  requestLog(ctx.db).add(request, attachment);
}

/** Writes the requests that are noted. */
export async function flushRequests(ctx: Pick<Context, "db">): Promise<void> {
  return requestLog(ctx.db).flush();
}

/** Whose requests the caller sees. A key that may only infer sees its own. @throws 401, 403 */
function visibleTo(actor: Actor, owner: (typeof OWNERS)[number]): Visible {
  const user = requireUser(actor, "read", "infer");
  if (isAdmin(user) && owner === "all") return {};
  const { id, key } = user;
  return key && !hasScope(user, "read") ? { user_id: id, key_id: key.id } : { user_id: id };
}

const ORDER = "-time";

function idsOf({ user_id, profile_id, key_id }: GatewayRequest): string[] {
  return [user_id, profile_id, key_id].filter((id) => id !== null);
}

/** Requests, newest first, with the names of their ids. @throws 401, 403, 400 `invalid_cursor` */
export async function listRequests(ctx: Context, query: RequestsQuery): Promise<RequestsPage> {
  const visible = visibleTo(ctx.actor, query.owner);
  const after = decodeCursor(ORDER, query.cursor);
  const rows = await selectRequests(ctx.db.read, visible, query.limit, after);
  const page = cutPage(rows, query.limit, ORDER, ({ time, id }) => ({ value: time, id }));
  return { ...page, names: await selectNames(ctx.db.read, visible, page.data.flatMap(idsOf)) };
}

/** @throws 401, 403, 404 `request_not_found` */
export async function getRequest(ctx: Context, id: string): Promise<GatewayRequest> {
  const found = await findRequest(ctx.db.read, visibleTo(ctx.actor, "all"), id);
  if (found) return found;
  throw new AppError("request_not_found", "There is no such request, or it is not yours.");
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** How long before its end a period starts, if the query does not say. */
const LENGTH = { hour: DAY, day: 30 * DAY, all: 30 * DAY } as const;
/** Rows of one response. */
const MAX_ROWS = 10_000;

/** The period that the query means; it starts with an hour, or a day. */
function periodOf({ from, to = clock.iso(), by }: UsageQuery): { from: string; to: string } {
  const start = from ?? new Date(Date.parse(to) - LENGTH[by]).toISOString();
  return { from: startOf(by === "day" ? "day" : "hour", start), to };
}

type SumRow = Awaited<ReturnType<typeof selectSums>>[number];

function rowOf(row: SumRow, { by }: UsageQuery, from: string): UsageRow {
  const { first_outputs: answered, ...sums } = row;
  const average = (ms: number) => (answered === 0 ? null : ms / answered);
  return {
    ...sums,
    time: by === "all" ? from : startOf(by, row.time),
    group: row.group === "" ? null : row.group,
    answered,
    first_output_ms: average(row.first_output_ms),
    total_ms: average(row.total_ms),
  };
}

/** The ids among the groups: a revision is `<profile id>/3`. */
function groupIds(rows: readonly UsageRow[]): string[] {
  return rows.flatMap(({ group }) => group?.split("/", 1) ?? []);
}

/** Sums of requests by hour or day, oldest first. @throws 401, 403, 400 `invalid_query` */
export async function sumUsage(ctx: Context, query: UsageQuery): Promise<Usage> {
  const visible = visibleTo(ctx.actor, query.owner);
  const { from, to } = periodOf(query);
  const { by, group } = query;
  const limit = MAX_ROWS + 1;
  const found = await selectSums(ctx.db.read, visible, { from, to, by, group, limit });
  if (found.length > MAX_ROWS) {
    const most = MAX_ROWS.toLocaleString("en");
    const detail = `This is more than ${most} sums. Choose a shorter period, or sum up by day.`;
    throw new AppError("invalid_query", detail);
  }
  const data = found.map((row) => rowOf(row, query, from));
  const isNamed = group === "profile" || group === "revision" || group === "key";
  const names = isNamed ? await selectNames(ctx.db.read, visible, groupIds(data)) : {};
  return { from, to, data, names };
}

/** Task → the time of the caller's last request for it, if that was in the last 30 days. @throws 401, 403 */
export async function lastUses(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const { id } = requireUser(ctx.actor, "read");
  const from = new Date(clock.now().getTime() - LENGTH.all).toISOString();
  const rows = await selectLastUses(ctx.db.read, id, startOf("hour", from));
  return new Map(rows.map(({ task, time }) => [task, time]));
}
