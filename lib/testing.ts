import { ne, sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import type { Database } from "@/db/client";
import { audit_events } from "@/db/schema";
import { freshDatabase } from "@/db/testing";
import { withTransaction } from "@/db/transaction";
import { type Actor, type Scope, SYSTEM_ACTOR, type UserActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import type { ErrorCode } from "@/lib/errors";
import { type ModelEntry, modelEntry } from "@/lib/models/schema";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { raiseVersion, upsertEntries } from "@/lib/models/server/repository";
import { FILE_SOURCE } from "@/lib/models/source";
import { seedDefaults } from "@/lib/profiles/server/defaults-service";
import { setConfig } from "@/lib/assignments/server/service";
import { createProfile } from "@/lib/profiles/server/service";
import { findTask, type TaskKey } from "@/lib/registry/tasks";
import type { ModelTask } from "@/lib/registry/types";
import { insertSession, type SessionRow, setConfirmed } from "@/lib/sessions/server/repository";
import { emailKey } from "@/lib/users/schema";
import { insertUser, type UserRow } from "@/lib/users/server/repository";

/** When the fixtures were made; tests run later. */
const EPOCH = "2020-01-01T00:00:00.000Z";

/** The id of a person's session; `fill` creates it. */
function sessionOf(n: number): string {
  return `cccccccc-0000-4000-8000-00000000000${n}`;
}

function person(n: number, name: string, role: UserActor["role"]): UserActor {
  const id = `aaaaaaaa-0000-4000-8000-00000000000${n}`;
  const email = `${name.toLowerCase()}@example.org`;
  return { kind: "user", id, email, name, role, groups: [], key: null, session: sessionOf(n) };
}

/** The only admin. */
export const ADA = person(1, "Ada", "admin");
export const BEN = person(2, "Ben", "user");
export const CLEO = person(3, "Cleo", "user");

/** A person who comes with an API key of these scopes; the key is not in the database. */
export function withKey(owner: UserActor, ...scopes: Scope[]): UserActor {
  const id = "bbbbbbbb-0000-4000-8000-000000000001";
  return { ...owner, key: { id, name: "script", scopes, expires_at: null }, session: null };
}

/** A row of the table of users; the hash belongs to no password. */
export function userRow({ id, email, name, role }: UserActor, set: Partial<UserRow> = {}): UserRow {
  return {
    id,
    email,
    email_key: emailKey(email),
    name,
    name_key: name.toLowerCase(),
    role,
    password_hash: "none",
    disabled: false,
    created_at: EPOCH,
    updated_at: EPOCH,
    ...set,
  };
}

/** The row of the session that a person has. */
export function sessionRow({ id, session }: UserActor, set: Partial<SessionRow> = {}): SessionRow {
  return {
    id: session ?? "",
    user_id: id,
    created_at: clock.iso(),
    last_used_at: clock.iso(),
    address: null,
    browser: "Firefox on Linux",
    confirmed_at: null,
    ...set,
  };
}

/** A revision that no profile in a test is at. */
export const STALE = 99;

/** Sets the clock until the end of the test. */
export function setTime(iso: string) {
  return vi.spyOn(clock, "now").mockImplementation(() => new Date(iso));
}

/** An entry of the catalog. */
export function modelOf(
  id: string,
  task: ModelTask,
  context_length: number | null,
  more: Partial<ModelEntry> = {},
): ModelEntry {
  const details = { context_length };
  return modelEntry.parse({ id, name: id, model: id, task, provider: "local", details, ...more });
}

export const CHAT = "qwen3-30b-a3b-q4-k-m";
export const CODER = "qwen3-coder-30b-a3b";
export const SMALL = "small-4k";
export const EMBEDDER = "nomic-embed-text-v2";

/** The models of the defaults, and one with a small context. */
const CATALOG = [
  modelOf(CHAT, "TextToText", 40_960, { parameters: { temperature: 0.6, min_p: 0.01 } }),
  modelOf(CODER, "TextToText", 262_144),
  modelOf(SMALL, "TextToText", 4096),
  modelOf("llama-chat-summary-3_2-3b-q5-k-m", "TextToText", 131_072),
  modelOf(EMBEDDER, "TextToEmbeddings", 512),
  modelOf("qwen3-reranker-0.6b", "Reranking", 40_960),
  modelOf("black-forest-labs-flux.1-dev", "TextToImage", null),
];

/** The id of a task's default profile. */
export function defaultOf(key: TaskKey): string {
  return findTask(key)?.default_profile_id ?? "";
}

/** Replaces what the file holds in the catalog. */
async function putModels(db: Database, entries: readonly ModelEntry[]): Promise<void> {
  await withTransaction(db, async (tx) => {
    await tx.run(sql`DELETE FROM models`);
    await upsertEntries(tx, FILE_SOURCE, entries, EPOCH);
    await raiseVersion(tx, EPOCH);
  });
}

function contextOf(db: Database, actor: Actor): Context {
  return { actor, db, origin: { requestId: null, address: null } };
}

async function fill(db: Database): Promise<void> {
  const time = setTime(EPOCH);
  await seedDefaults(contextOf(db, SYSTEM_ACTOR));
  time.mockRestore();
  await putModels(db, CATALOG);
  await withTransaction(db, async (tx) => {
    for (const each of [ADA, BEN, CLEO]) {
      await insertUser(tx, userRow(each));
      await insertSession(tx, sessionRow(each));
    }
  });
}

/** Every row of every table. */
async function contentsOf(db: Database): Promise<Record<string, unknown>> {
  const tables = await db.read.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`,
  );
  const contents: Record<string, unknown> = {};
  for (const { name } of tables) {
    contents[name] = await db.read.all(sql`SELECT * FROM ${sql.identifier(name)}`);
  }
  return contents;
}

interface Refusal {
  code: ErrorCode;
  errors?: unknown;
  message?: unknown;
  extra?: unknown;
}

/** The faults at these paths, for `Refusal.errors`: path → code. */
export function faultsAt(codes: Record<string, string>): unknown[] {
  return Object.entries(codes).map(
    ([path, code]): unknown => expect.objectContaining({ path, code }) as unknown,
  );
}

/**
 * Gives each test a database file with the 19 defaults, a small catalog, the admin Ada, and the users
 * Ben and Cleo.
 */
export function testWorld() {
  const fresh = freshDatabase(fill);
  const as = (actor: Actor): Context => contextOf(fresh.db, actor);
  return {
    as,
    get db() {
      return fresh.db;
    },
    putModels: async (...entries: ModelEntry[]) => putModels(fresh.db, [...CATALOG, ...entries]),
    /** Takes a model out of the catalog. */
    dropModel: async (id: string) =>
      putModels(
        fresh.db,
        CATALOG.filter((entry) => entry.id !== id),
      ),
    /** Lets the person enter their password again now. */
    confirm: ({ session }: UserActor) =>
      withTransaction(fresh.db, (tx) => setConfirmed(tx, session ?? "", clock.iso())),
    addUser: (row: UserRow) => withTransaction(fresh.db, (tx) => insertUser(tx, row)),
    /** Creates a profile for the task Primary, unless `input` says otherwise. */
    create: (owner: UserActor, name: string, input: object = {}) =>
      createProfile(as(owner), { name, type: 1, model_name: CHAT, ...input }),
    /** Assigns profiles to some of the user's tasks, by the fields of `PATCH /api/config`. */
    assign: (user: UserActor, model_profiles: object) =>
      setConfig(as(user), { model_profiles }, { replace: false }),
    contents: () => contentsOf(fresh.db),
    /** Events of the audit since the fixtures, newest first. */
    events: () =>
      fresh.db.read
        .select()
        .from(audit_events)
        .where(ne(audit_events.actor, "system"))
        // Several events can have the same time.
        .orderBy(sql`rowid DESC`),
    /** Expects the call to be refused, and every row and the cached catalog to stay as they were. */
    expectRefusal: async (call: () => unknown, refusal: Refusal): Promise<void> => {
      const program = contextOf(fresh.db, SYSTEM_ACTOR);
      const before = await contentsOf(fresh.db);
      const catalog = await currentCatalog(program);
      // Some services check the caller before they return a promise.
      await expect(Promise.resolve().then(call)).rejects.toMatchObject(refusal);
      expect(await contentsOf(fresh.db)).toEqual(before);
      expect(await currentCatalog(program)).toBe(catalog);
    },
  };
}
