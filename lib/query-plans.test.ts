import { pathToFileURL } from "node:url";
import { type Client, createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as schema from "@/db/schema";
import type { Reader } from "@/db/transaction";
import { viewerOf } from "@/lib/actor";
import { selectAssignments } from "@/lib/assignments/server/repository";
import { auditQuery } from "@/lib/audit/schema";
import { hasEventsBefore, listEvents } from "@/lib/audit/server/repository";
import { findKeyAndOwner, findOwnKey, selectKeys } from "@/lib/keys/server/repository";
import { selectEntriesAfter } from "@/lib/models/server/repository";
import { PROFILE_SORTS } from "@/lib/profiles/filters";
import { profileQuery } from "@/lib/profiles/query";
import { selectAfter } from "@/lib/profiles/server/admin-repository";
import { countAll, selectPage } from "@/lib/profiles/server/list-repository";
import { findProfile, namesLike, selectWithBases } from "@/lib/profiles/server/repository";
import {
  countRevisions,
  findRevision,
  selectRevisions,
} from "@/lib/profiles/server/revisions-repository";
import { BEN, testWorld } from "@/lib/testing";
import { userQuery } from "@/lib/users/schema";
import { findUser, findUserByEmail, selectUsers } from "@/lib/users/server/repository";

const world = testWorld();
const viewer = viewerOf(BEN);
const POSITION = { value: "2030-01-01T00:00:00.000Z", id: "x" };

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
  steps.filter((step) => /^SCAN (?!\d|CONSTANT|chain)/.test(step) && !step.includes("USING INDEX"));

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

  test.each([
    [{ type: "1" }],
    [{ model: "m" }],
    [{ available: "true" }],
    [{ q: "words" }],
    [{ type: "1", model: "m", q: "words" }],
  ])("narrowed by %j", async (query) => {
    await expectIndexed(page({ ...query, owner: "me" }));
  });

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
    ["whether there are old events", (reader) => hasEventsBefore(reader, POSITION.value)],
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
    ["assignments", (reader) => selectAssignments(reader, id)],
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
      expect(steps[0]).toMatch(/USING INDEX audit_events_(time|actor|action|target)/);
    }
  });
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
