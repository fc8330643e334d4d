import { pathToFileURL } from "node:url";
import { type Client, createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as schema from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { viewerOf } from "@/lib/actor";
import {
  countHistory,
  findLastChange,
  selectAssignments,
  selectHistory,
} from "@/lib/history/server/repository";
import { auditQuery } from "@/lib/audit/schema";
import { hasEventBetween, listEvents, oldestEventBefore } from "@/lib/audit/server/repository";
import { countKeys, findKeyAndOwner, findOwnKey, selectKeys } from "@/lib/keys/server/repository";
import { selectEntriesAfter } from "@/lib/models/server/repository";
import { countExamples, selectExamples } from "@/lib/playground/server/repository";
import { PROFILE_SORTS } from "@/lib/profiles/filters";
import { profileQuery } from "@/lib/profiles/query";
import { selectAfter } from "@/lib/profiles/server/admin-repository";
import { countAll, searchPage, selectPage } from "@/lib/profiles/server/list-repository";
import { countChildren, usageOf } from "@/lib/profiles/server/quota-repository";
import { findProfile, namesLike, selectWithBases } from "@/lib/profiles/server/repository";
import {
  countRevisions,
  findRevision,
  selectRevisions,
} from "@/lib/profiles/server/revisions-repository";
import { selectDeletedBefore, selectTrash } from "@/lib/profiles/server/trash-repository";
import { findSessionAndOwner, selectSessions } from "@/lib/sessions/server/repository";
import { findRequest, selectRequests, selectSums } from "@/lib/usage/server/repository";
import { oldestBefore } from "@/lib/usage/server/retention-repository";
import { BEN, testWorld } from "@/lib/testing";
import { userQuery } from "@/lib/users/schema";
import { findUser, findUserByEmail, selectUsers } from "@/lib/users/server/repository";

const world = testWorld();
const viewer = viewerOf(BEN);
const POSITION = { value: "2030-01-01T00:00:00.000Z", id: "x" };

const OF_ALL = { task: undefined, limit: 10 };
const OF_ONE = { task: "primary", limit: 10 };
const CHANGE = { value: 5, id: "primary" };

interface Statement {
  query: string;
  params: unknown[];
}

let client: Client;
let statements: Statement[] = [];
let db: Reader;

beforeEach(() => {
  statements = [];
  client = createClient({ url: pathToFileURL(world.db.file ?? "").href });
  const logger = {
    logQuery: (query: string, params: unknown[]) => void statements.push({ query, params }),
  };
  db = drizzle(client, { schema, logger });
});

afterEach(() => {
  client.close();
});

/** The steps of SQLite's plans (https://sqlite.org/eqp.html) for all that `run` reads. */
async function plansOf(run: (db: Reader) => PromiseLike<unknown>): Promise<string[]> {
  await run(db);
  expect(statements.length).toBeGreaterThan(0);
  const steps: string[] = [];
  for (const { query, params } of statements) {
    const args = params.map((value) => (typeof value === "number" ? value : String(value)));
    const { rows } = await client.execute({ sql: `EXPLAIN QUERY PLAN ${query}`, args });
    steps.push(...rows.flatMap(({ detail }) => (typeof detail === "string" ? [detail] : [])));
  }
  return steps;
}

const sortsAll = (steps: string[]) => steps.some((step) => step.startsWith("USE TEMP B-TREE"));
const scans = (steps: string[]) =>
  steps.filter(
    (step) => /^SCAN (?!\d|CONSTANT|chain|json_each)/.test(step) && !step.includes("USING INDEX"),
  );

/** Expects rows to be found by an index and read in its order: no scan, no sort. */
async function expectIndexed(run: (db: Reader) => PromiseLike<unknown>): Promise<void> {
  const steps = await plansOf(run);
  expect(scans(steps), steps.join("\n")).toEqual([]);
  expect(sortsAll(steps), steps.join("\n")).toBe(false);
}

const id = BEN.id;

describe("a list of profiles is read in the order of an index", () => {
  const page =
    (query: object, after?: { value: string | number; id: string }) => (reader: Reader) =>
      selectPage(reader, viewer, profileQuery.parse(query), after);

  test.each(PROFILE_SORTS.map((sort) => [sort]))("sorted by %s, from the start", async (sort) => {
    for (const owner of ["me", "system"]) await expectIndexed(page({ sort, owner }));
  });

  test.each(PROFILE_SORTS.map((sort) => [sort]))("sorted by %s, from a cursor", async (sort) => {
    const value = sort.includes("type") ? 3 : "m";
    await expectIndexed(page({ sort, owner: "me" }, { value, id: "x" }));
  });

  test.each([[{ type: "1" }], [{ model: "m" }], [{ available: "true" }], [{ used: "true" }]])(
    "narrowed by %j",
    async (query) => {
      await expectIndexed(page({ ...query, owner: "me" }));
    },
  );

  test.each([[{ owner: "me" }], [{ type: "1", model: "m", owner: "me" }], [{}]])(
    "searched and narrowed by %j, in one read of each owner's profiles",
    async (query) => {
      await world.create(BEN, "Words");
      const words = profileQuery.parse({ ...query, q: "words" });
      const steps = await plansOf((reader) => searchPage(reader, viewer, words, undefined));
      // What is found for two owners is sorted: it is small, and found by then.
      expect(sortsAll(steps), steps.join("\n")).toBe(!("owner" in query));
      const byOwner = steps.filter((step) => step.includes("(user_id=?"));
      expect(byOwner, steps.join("\n")).toHaveLength("owner" in query ? 1 : 2);
    },
  );

  test("of own profiles and defaults together, two indexed reads are merged", async () => {
    const steps = await plansOf(page({ sort: "-updated_at" }));
    expect(steps.filter((step) => step.startsWith("SEARCH model_profiles"))).toHaveLength(2);
    expect(scans(steps)).toEqual([]);
    expect(sortsAll(steps)).toBe(false);
  });

  test("is counted by the owner's index", async () => {
    const steps = await plansOf((reader) => countAll(reader, viewer, profileQuery.parse({})));
    expect(scans(steps)).toEqual([]);
  });
});

describe("one row is found without reading others", () => {
  test.each<[string, (reader: Reader) => PromiseLike<unknown>]>([
    ["a profile", (reader) => findProfile(reader, id, viewer)],
    ["profiles with their bases", (reader) => selectWithBases(reader, ["a", "b"], viewer)],
    ["a revision", (reader) => findRevision(reader, id, viewer, 1)],
    ["a user", (reader) => findUser(reader, id)],
    ["a user by email address", (reader) => findUserByEmail(reader, BEN.email)],
    ["a key by its hash, with its owner", (reader) => findKeyAndOwner(reader, "hash")],
    ["a user's key", (reader) => findOwnKey(reader, id, "key")],
    ["the oldest event", (reader) => oldestEventBefore(reader, POSITION.value)],
    ["whether an action happened", (reader) => hasEventBetween(reader, "a", ["2030", "2031"])],
    ["a session with its owner", (reader) => findSessionAndOwner(reader, id)],
    ["a user's sessions", (reader) => selectSessions(reader, id, "2030")],
  ])("%s", async (_what, run) => {
    const steps = await plansOf(run);
    expect(scans(steps), steps.join("\n")).toEqual([]);
  });
});

describe("rows of one owner are found by an index", () => {
  test.each<[string, (reader: Reader) => PromiseLike<unknown>]>([
    ["names that start alike", (reader) => namesLike(reader, viewer, "ben")],
    ["revisions, newest first", (reader) => selectRevisions(reader, id, viewer, undefined, 10)],
    ["older revisions", (reader) => selectRevisions(reader, id, viewer, 5, 10)],
    ["the number of revisions", (reader) => countRevisions(reader, id, viewer)],
    ["keys, oldest first", (reader) => selectKeys(reader, id)],
    ["the number of keys", (reader) => countKeys(reader, id)],
    ["examples, newest first", (reader) => selectExamples(reader, id, "primary")],
    ["the number of examples", (reader) => countExamples(reader, id, "primary")],
    ["the number and bytes of profiles", (reader) => usageOf(reader, id)],
    ["the number of profiles with a base", (reader) => countChildren(reader, "base", id)],
    ["assignments", (reader) => selectAssignments(reader, id)],
    ["changes of all tasks", (reader) => selectHistory(reader, id, OF_ALL, undefined)],
    ["changes of all tasks after a row", (reader) => selectHistory(reader, id, OF_ALL, CHANGE)],
    ["changes of a task", (reader) => selectHistory(reader, id, OF_ONE, undefined)],
    ["changes of a task after a row", (reader) => selectHistory(reader, id, OF_ONE, CHANGE)],
    ["the last change of a task", (reader) => findLastChange(reader, id, "primary")],
    ["the number of changes of a task", (reader) => countHistory(reader, id, "primary")],
    ["deleted profiles", (reader) => selectTrash(reader, viewer, 10, POSITION)],
    ["deleted profiles that expire", (reader) => selectDeletedBefore(reader, "2030", 10)],
    ["profiles of all owners after an id", (reader) => selectAfter(reader, "x", 10)],
  ])("%s", async (_what, run) => {
    await expectIndexed(run);
  });
});

describe("the audit is read in the order of an index", () => {
  test.each([
    [{}],
    [{ actor: id }],
    [{ action: "profile.create" }],
    [{ target: "profile:x" }],
    [{ since: "2020-01-01T00:00:00Z" }],
    [{ actor: id, since: "2020-01-01T00:00:00Z" }],
    [{ actor: id, action: "profile.create", target: "profile:x" }],
  ])("narrowed by %j, from the start and from a cursor", async (query) => {
    for (const after of [undefined, POSITION]) {
      statements = [];
      const steps = await plansOf((reader) => listEvents(reader, auditQuery.parse(query), after));
      expect(sortsAll(steps), steps.join("\n")).toBe(false);
      expect(steps[0]).toMatch(
        /USING INDEX (sqlite_autoindex_audit_events_1|audit_events_(actor|action|target))/,
      );
    }
  });
});

describe("requests to the gateway are read in the order of an index", () => {
  test.each([
    [{}, "sqlite_autoindex_gateway_requests_1"],
    [{ user_id: id }, "gateway_requests_user"],
    [{ user_id: id, key_id: "key" }, "gateway_requests_user"],
  ])("visible by %j, from the start and from a cursor", async (visible, index) => {
    for (const after of [undefined, POSITION]) {
      statements = [];
      const steps = await plansOf((reader) => selectRequests(reader, visible, 50, after));
      expect(sortsAll(steps), steps.join("\n")).toBe(false);
      expect(steps.join("\n")).toContain(index);
    }
  });

  test("one is found by its id, and expired ones by their time", async () => {
    const find = await plansOf((reader) => findRequest(reader, { user_id: id }, "x"));
    expect(find[0]).toContain("gateway_requests_id");
    statements = [];
    await expectIndexed((reader) => oldestBefore(reader, "requests", "2030"));
    statements = [];
    await expectIndexed((reader) => oldestBefore(reader, "hours", "2030"));
  });

  test.each([[{}], [{ user_id: id }]])(
    "sums visible by %j read their hours alone",
    async (visible) => {
      const period = { from: "2030", to: "2031", by: "hour", group: "task", limit: 9 } as const;
      const steps = await plansOf((reader) => selectSums(reader, visible, period));
      expect(steps[0]).toMatch(/^SEARCH usage_hours USING INDEX .*hour>\? AND hour<\?/);
    },
  );
});

test.each([[{}], [{ sort: "-created_at" }], [{ role: "admin" }], [{ q: "ben" }]])(
  "users narrowed by %j come in the order of an index",
  async (query) => {
    for (const after of [undefined, POSITION]) {
      statements = [];
      const steps = await plansOf((reader) => selectUsers(reader, userQuery.parse(query), after));
      expect(sortsAll(steps), steps.join("\n")).toBe(false);
      expect(steps.join("\n")).toContain("users_created");
    }
  },
);

test("a page of a source's models is read in order of the ids", async () => {
  const steps = await plansOf((reader) => selectEntriesAfter(reader, "file", "", 10));
  expect(steps).toEqual(["SEARCH models USING INDEX sqlite_autoindex_models_1 (id>?)"]);
});
