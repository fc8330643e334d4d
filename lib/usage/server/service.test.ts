import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
import { createKey } from "@/lib/keys/server/service";
import { ADA, BEN, CLEO, setTime, testWorld, withKey } from "@/lib/testing";
import { type GatewayRequest, requestsQuery, usageQuery } from "../schema";
import { expireUsage } from "./retention-service";
import {
  flushRequests,
  getRequest,
  lastUses,
  listRequests,
  recordRequest,
  sumUsage,
} from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NOW = "2030-03-15T12:30:00.000Z";
const KEY = withKey(BEN, "infer");

let count = 0;

function request(set: Partial<GatewayRequest> = {}): GatewayRequest {
  count += 1;
  return {
    id: `request-${count}`,
    time: NOW,
    user_id: BEN.id,
    key_id: null,
    task: "primary",
    profile_id: null,
    revision: null,
    model: "qwen3",
    engine_id: "e",
    engine: "Workstation",
    path: "/v1/chat/completions",
    stream: true,
    status: 200,
    code: null,
    attempts: 1,
    finish: "stop",
    tokens_in: 10,
    tokens_out: 5,
    tokens_cached: null,
    tokens_reasoning: null,
    first_output_ms: 100,
    total_ms: 300,
    queue_ms: 0,
    load_ms: null,
    context_granted: 4096,
    dropped: ["typical_p"],
    stopped_by: null,
    ...set,
  };
}

async function given(...requests: Partial<GatewayRequest>[]): Promise<GatewayRequest[]> {
  const rows = requests.map(request);
  for (const row of rows) recordRequest(world, row);
  await flushRequests(world);
  return rows;
}

const list = (query: object = {}) => requestsQuery.parse(query);
const sums = (query: object = {}) => usageQuery.parse({ to: NOW, ...query });
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test("a recorded request is returned as it was recorded", async () => {
  const [row] = await given({ dropped: ["typical_p", "num_ctx"], stopped_by: "repetition" });
  expect(await getRequest(as(BEN), row?.id ?? "")).toEqual(row);
  expect((await listRequests(as(BEN), list())).data).toEqual([row]);
});

test("requests are written together, without a call", async () => {
  const rows = Array.from({ length: 450 }, (_, at) =>
    request({ time: new Date(Date.parse(NOW) + at).toISOString() }),
  );
  for (const row of rows) recordRequest(world, row);
  expect((await listRequests(as(BEN), list())).data).toEqual([]);
  await expect
    .poll(
      async () =>
        (await sumUsage(as(BEN), sums({ by: "all", to: "2031-01-01T00:00:00Z", from: NOW })))
          .data[0]?.requests,
      { interval: 20 },
    )
    .toBe(450);
});

test("a list goes on after its cursor, without a request twice", async () => {
  const rows = await given(...Array.from({ length: 7 }, () => ({})));
  const found: string[] = [];
  for (
    let cursor: string | undefined = "", pages = 0;
    cursor !== undefined && pages < 9;
    pages += 1
  ) {
    const page = await listRequests(as(BEN), list({ limit: "2", ...(cursor ? { cursor } : {}) }));
    found.push(...idsOf(page.data));
    cursor = page.next_cursor ?? undefined;
  }
  expect(found.sort()).toEqual(idsOf(rows).sort());
});

test("a user sees their own requests, an admin everyone's, and a key that infers those made with it", async () => {
  const [own, keyed, other] = await given({}, { key_id: KEY.key?.id ?? "" }, { user_id: CLEO.id });
  const seenBy = async (actor: Parameters<typeof as>[0], query = {}) => {
    const { data } = await listRequests(as(actor), list(query));
    const { data: all } = await sumUsage(as(actor), sums({ by: "all", ...query }));
    expect(all[0]?.requests ?? 0).toBe(data.length);
    return idsOf(data).sort();
  };
  const all = idsOf([own, keyed, other].flatMap((row) => row ?? []));
  expect(await seenBy(BEN)).toEqual(all.slice(0, 2));
  expect(await seenBy(withKey(BEN, "read"), { owner: "all" })).toEqual(all.slice(0, 2));
  expect(await seenBy(KEY)).toEqual(all.slice(1, 2));
  expect(await seenBy(ADA)).toEqual(all);
  expect(await seenBy(ADA, { owner: "me" })).toEqual([]);
  expect(await seenBy(withKey(ADA, "read"))).toEqual([]);
  await expectRefusal(() => getRequest(as(CLEO), all[0] ?? ""), { code: "request_not_found" });
  await expectRefusal(() => getRequest(as(KEY), all[0] ?? ""), { code: "request_not_found" });
  expect(await getRequest(as(ADA), all[2] ?? "")).toEqual(other);
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only resolves for others", withKey(BEN, "service"), "insufficient_scope"],
] as const)("%s sees no requests", async (_who, actor, code) => {
  await expectRefusal(() => listRequests(as(actor), list()), { code });
  await expectRefusal(() => getRequest(as(actor), "x"), { code });
  await expectRefusal(() => sumUsage(as(actor), sums()), { code });
});

test("sums count errors, disconnected clients and stopped responses, and average the times", async () => {
  await given(
    { first_output_ms: 100, total_ms: 300 },
    { first_output_ms: 300, total_ms: 500, stopped_by: "repetition" },
    { status: 502, first_output_ms: null, total_ms: 100, tokens_in: null, tokens_out: null },
    { status: 499, first_output_ms: null, total_ms: 100 },
  );
  const { data } = await sumUsage(as(BEN), sums());
  expect(data).toEqual([
    {
      time: "2030-03-15T12:00:00.000Z",
      group: null,
      requests: 4,
      errors: 1,
      cancelled: 1,
      answered: 2,
      stopped: 1,
      tokens_in: 30,
      tokens_out: 15,
      tokens_cached: 0,
      tokens_reasoning: 0,
      first_output_ms: 200,
      total_ms: 400,
    },
  ]);
});

test("sums are of an hour, a day or all, and of each group", async () => {
  const { id } = await world.create(BEN, "Careful");
  await given(
    { time: "2030-03-15T11:59:59.999Z", task: "engineering", profile_id: id, revision: 1 },
    { time: "2030-03-15T12:00:00.000Z", profile_id: id, revision: 2 },
    { time: "2030-03-14T13:00:00.000Z", profile_id: id, revision: 2 },
    { time: "2030-03-14T12:00:00.000Z", model: null },
  );
  const told = async (query: object) => {
    const { data, names } = await sumUsage(as(BEN), sums(query));
    return [data.map(({ time, group, requests }) => [time.slice(5, 13), group, requests]), names];
  };
  expect(await told({ by: "hour" })).toEqual([
    [
      ["03-14T12", null, 1],
      ["03-14T13", null, 1],
      ["03-15T11", null, 1],
      ["03-15T12", null, 1],
    ],
    {},
  ]);
  expect(await told({ by: "day", group: "task" })).toEqual([
    [
      ["03-14T00", "primary", 2],
      ["03-15T00", "engineering", 1],
      ["03-15T00", "primary", 1],
    ],
    {},
  ]);
  expect(await told({ by: "all", group: "revision" })).toEqual([
    [
      ["02-13T12", null, 1],
      ["02-13T12", `${id}/1`, 1],
      ["02-13T12", `${id}/2`, 2],
    ],
    { [id]: "Careful" },
  ]);
  const since = { from: "2030-03-15T12:20:00Z", by: "hour" };
  expect(await told(since)).toEqual([[["03-15T12", null, 1]], {}]);
});

test("a user is not told the name of another's key", async () => {
  const input = { name: "Gateway", scopes: ["read" as const], expires_at: null };
  const { id } = await createKey(as(ADA), input);
  await given({ key_id: id });
  expect((await listRequests(as(BEN), list())).names).toEqual({});
  expect((await listRequests(as(ADA), list())).names).toEqual({ [id]: "Gateway", [BEN.id]: "Ben" });
});

/** Lets the database file have so many pages; as many as it has already if those are more. */
function limitPages(most: number) {
  return withTransaction(world.db, (tx) => tx.run(sql.raw(`PRAGMA max_page_count = ${most}`)));
}

test("while the disk is full, requests wait for room, and recording never fails", async () => {
  await limitPages(1);
  const rows = await given(...Array.from({ length: 300 }, () => ({ code: "x".repeat(500) })));
  expect((await listRequests(as(BEN), list())).data).toEqual([]);
  await limitPages(1_000_000);
  await flushRequests(world);
  const [sum] = (await sumUsage(as(BEN), sums({ by: "all" }))).data;
  expect(sum?.requests).toBe(rows.length);
});

test("a request with the id and time of another costs neither of the other requests", async () => {
  const [first] = await given({});
  await given({}, { id: first?.id ?? "" }, {});
  expect((await listRequests(as(BEN), list())).data).toHaveLength(3);
});

/** Requests so many days old, as times of their rows and of their sums are left. */
async function ages(): Promise<[requests: number[], hours: number[]]> {
  const age = (time: string) => Math.floor((Date.parse(NOW) - Date.parse(time)) / DAY);
  const { data } = await listRequests(as(BEN), list());
  const { data: hours } = await sumUsage(as(BEN), sums({ from: "2020-01-01T00:00:00Z" }));
  return [data.map(({ time }) => age(time)), hours.map(({ time }) => age(time)).reverse()];
}

async function aged(...days: number[]): Promise<void> {
  await given(
    ...days.map((age) => ({ time: new Date(Date.parse(NOW) - age * DAY).toISOString() })),
  );
}

test("requests go after 30 days and hourly sums after 400, the oldest day first, one in an hour", async () => {
  setTime(NOW);
  await aged(1, 29, 31, 35, 401, 405);
  const wait = (ms: number) => setTime(new Date(Date.parse(NOW) + ms).toISOString());
  expect(await expireUsage(as(ADA))).toBe(2);
  expect(await ages()).toEqual([
    [1, 29, 31, 35, 401],
    [1, 29, 31, 35, 401],
  ]);
  expect(await expireUsage(as(ADA))).toBe(0);
  wait(HOUR + 1);
  expect(await expireUsage(as(ADA))).toBe(2);
  wait(2 * HOUR + 2);
  expect(await expireUsage(as(ADA))).toBe(1);
  wait(3 * HOUR + 3);
  expect(await expireUsage(as(ADA))).toBe(1);
  wait(4 * HOUR + 4);
  expect(await expireUsage(as(ADA))).toBe(0);
  expect(await ages()).toEqual([
    [1, 29],
    [1, 29, 31, 35],
  ]);
});

test("a clock that jumps takes no more than a day of requests, and none when it is set back", async () => {
  await aged(0, 2, 4);
  setTime("2035-01-01T00:00:00.000Z");
  expect(await expireUsage(as(ADA))).toBe(2);
  expect(await expireUsage(as(ADA))).toBe(0);
  setTime(NOW);
  expect(await ages()).toEqual([
    [0, 2],
    [0, 2],
  ]);
  await aged(500);
  expect(await expireUsage(as(ADA))).toBe(2);
});

test("the last use of each task is the caller's own newest request of the last 30 days", async () => {
  setTime(NOW);
  const at = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();
  await given(
    { time: at(3 * HOUR) },
    { time: at(2 * HOUR + 60_000) },
    { time: at(60_000), task: "analysis" },
    { time: at(0), task: "analysis", user_id: CLEO.id },
    { time: at(40 * DAY), task: "embedding" },
    { time: at(0), task: null },
  );
  expect(await lastUses(as(BEN))).toEqual(
    new Map([
      ["analysis", at(60_000)],
      ["primary", at(2 * HOUR + 60_000)],
    ]),
  );
  await expectRefusal(() => lastUses(as(ANONYMOUS)), { code: "unauthenticated" });
});
