import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { ANONYMOUS, SYSTEM_USER_ID, type UserActor } from "@/lib/actor";
import { TASKS } from "@/lib/registry/tasks";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  setTime,
  testWorld,
  withKey,
} from "@/lib/testing";
import { LISTED_FIELDS, PROFILE_SORTS } from "../filters";
import { profileQuery } from "../query";
import { PROFILE_FIELDS } from "../schema";
import { foldDescriptions } from "./admin-service";
import { listProfiles } from "./service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const list = (query: Record<string, string> = {}, actor: UserActor = BEN) =>
  listProfiles(as(actor), profileQuery.parse(query));
const names = async (query: Record<string, string> = {}, actor: UserActor = BEN) =>
  (await list(query, actor)).data.map(({ name }) => name);

/** All names, however many pages they take. */
async function namesByPage(query: Record<string, string>, limit: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await list({ ...query, limit, ...(cursor === "" ? {} : { cursor }) });
    expect(page.data.length).toBeLessThanOrEqual(Number(limit));
    found.push(...page.data.map(({ name }) => name));
    cursor = page.next_cursor;
  }
  return found;
}

beforeEach(async () => {
  setTime("2030-01-01T00:00:00.000Z");
  await create(BEN, "Alpha", { model_name: CODER, description: "For reviews" });
  setTime("2030-01-02T00:00:00.000Z");
  await create(BEN, "beta", { type: 9, base_profile_id: defaultOf("primary") });
  setTime("2030-01-03T00:00:00.000Z");
  await create(BEN, "Gamma", { type: 14, model_name: EMBEDDER });
  await create(CLEO, "Cleo's", { description: "For reviews" });
});

describe("who sees which profiles", () => {
  test("people see their own and the defaults, and nobody else's", async () => {
    const { data, total } = await list();
    expect(total).toBe(TASKS.length + 3);
    expect(new Set(data.map(({ user_id }) => user_id))).toEqual(new Set([BEN.id, SYSTEM_USER_ID]));
    expect(await names({ owner: "me" })).toEqual(["Alpha", "beta", "Gamma"]);
    expect(await names({ owner: "me" }, CLEO)).toEqual(["Cleo's"]);
    expect(await names({ owner: "system" })).toHaveLength(TASKS.length);
  });

  test("their own can be written, defaults only read", async () => {
    const { data } = await list({ limit: "50" });
    for (const { user_id, read_only } of data) expect(read_only).toBe(user_id === SYSTEM_USER_ID);
  });

  test.each([
    ["an anonymous caller", ANONYMOUS, "unauthenticated"],
    ["a key that may only ask for others", withKey(BEN, "service"), "insufficient_scope"],
  ] as const)("%s sees none", async (_who, actor, code) => {
    await expectRefusal(() => listProfiles(as(actor), profileQuery.parse({})), { code });
  });
});

describe("profiles are narrowed", () => {
  test.each<[Record<string, string>, string[]]>([
    [{ type: "9" }, ["beta"]],
    [{ type: "embedding" }, ["Gamma"]],
    [{ model: CODER }, ["Alpha"]],
    [{ model: "gone" }, []],
    [{ q: "ALPHA" }, ["Alpha"]],
    [{ q: "a" }, ["Alpha", "beta", "Gamma"]],
    [{ q: "for reviews" }, ["Alpha"]],
    [{ q: "nomic" }, ["Gamma"]],
    [{ q: "%" }, []],
    [{ q: "_" }, []],
    [{ q: "a\0" }, []],
    [{ base: defaultOf("primary") }, ["beta"]],
    [{ base: defaultOf("analysis") }, []],
    [{ type: "1", model: CODER, q: "alpha" }, ["Alpha"]],
    [{ type: "9", model: CODER }, []],
  ])("by %j to %j", async (query, expected) => {
    expect(await names({ ...query, owner: "me" })).toEqual(expected);
    expect((await list({ ...query, owner: "me" })).total).toBe(expected.length);
  });

  test("by whether the model is in the catalog", async () => {
    expect(await names({ owner: "me", available: "false" })).toEqual([]);
    await world.dropModel(CODER);
    expect(await names({ owner: "me", available: "false" })).toEqual(["Alpha"]);
    expect(await names({ owner: "me", available: "true" })).toEqual(["beta", "Gamma"]);
    const [alpha] = (await list({ owner: "me" })).data;
    expect(alpha).toMatchObject({ name: "Alpha", model_available: false });
  });

  test("never to what another person has, whatever is asked for", async () => {
    expect(await names({ q: "Cleo" })).toEqual([]);
    expect(await names({ model: CHAT, owner: "me" })).toEqual(["beta"]);
  });
});

describe("a search", () => {
  const search = async (q: string) => (await list({ q, owner: "me" })).data.map(({ name }) => name);

  test("finds words in any case and script, also in descriptions of an older version", async () => {
    await create(BEN, "ÅSA", { description: "Fragt ÄRZTE, ΑΘΗΝΑ" });
    for (const q of ["åsa", "ärzte", "ÄRZTE", "αθηνα"]) expect(await search(q), q).toEqual(["ÅSA"]);
    await world.db.read.run(sql`UPDATE model_profiles SET description_key = ''`);
    expect(await search("ärzte")).toEqual([]);
    await foldDescriptions(as(ADA));
    expect(await search("ärzte")).toEqual(["ÅSA"]);
  });

  test.each(PROFILE_SORTS.map((sort) => [sort]))(
    "sorted by %s has the order, the total and the pages of a list",
    async (sort) => {
      const all = await names({ sort, limit: "200" });
      expect(await names({ sort, limit: "200", q: "" })).toEqual(all);
      const found = await names({ sort, limit: "200", q: "de" });
      expect(found.length).toBeGreaterThan(3);
      expect(all.filter((name) => found.includes(name))).toEqual(found);
      expect((await list({ sort, q: "de", limit: "1" })).total).toBe(found.length);
      for (const limit of ["1", "5"]) {
        expect(await namesByPage({ sort, q: "de" }, limit)).toEqual(found);
      }
    },
  );

  test("is refused beyond 64 characters", () => {
    expect(profileQuery.safeParse({ q: "ä".repeat(64) }).success).toBe(true);
    expect(profileQuery.safeParse({ q: "ä".repeat(65) }).error?.issues[0]?.message).toBe(
      "must be at most 64 characters; you entered 65",
    );
  });
});

describe("profiles come in order", () => {
  test.each<[string, string[]]>([
    ["name", ["Alpha", "beta", "Gamma"]],
    ["-name", ["Gamma", "beta", "Alpha"]],
    ["created_at", ["Alpha", "beta", "Gamma"]],
    ["-updated_at", ["Gamma", "beta", "Alpha"]],
    ["type", ["Alpha", "beta", "Gamma"]],
    ["-type", ["Gamma", "beta", "Alpha"]],
    ["model_name", ["Gamma", "beta", "Alpha"]],
    ["-model_name", ["Alpha", "beta", "Gamma"]],
  ])("sorted by %s: %j", async (sort, expected) => {
    expect(await names({ owner: "me", sort })).toEqual(expected);
  });

  test.each(PROFILE_SORTS.map((sort) => [sort]))(
    "sorted by %s, pages of any length hold each profile once, in the order of the whole",
    async (sort) => {
      const whole = await names({ sort, limit: "200" });
      expect(new Set(whole).size).toBe(TASKS.length + 3);
      for (const limit of ["1", "5", "21"]) {
        expect(await namesByPage({ sort }, limit)).toEqual(whole);
      }
    },
  );

  test("a cursor is of no use in another order, or cut short", async () => {
    const { next_cursor } = await list({ limit: "1" });
    if (next_cursor === null) throw new Error("there is a next page");
    const queries: Record<string, string>[] = [
      { sort: "-name", cursor: next_cursor },
      { sort: "type", cursor: next_cursor },
      { cursor: next_cursor.slice(0, 8) },
      { cursor: "garbage" },
      { cursor: "" },
    ];
    for (const query of queries) {
      await expectRefusal(() => list(query), { code: "invalid_cursor" });
    }
  });

  test("the next page continues where the last one ended, with what was created since", async () => {
    const first = await list({ owner: "me", limit: "1", sort: "created_at" });
    setTime("2030-01-04T00:00:00.000Z");
    await create(BEN, "Later");
    const rest = { owner: "me", sort: "created_at", cursor: first.next_cursor ?? "" };
    expect(await names(rest)).toEqual(["beta", "Gamma", "Later"]);
  });

  test("a page ends early where its profiles are large", async () => {
    const system_prompt = "x".repeat(100_000);
    for (let n = 0; n < 12; n += 1) await create(CLEO, `Large ${n}`, { system_prompt });
    const page = await list({ owner: "me", limit: "200" }, CLEO);
    expect(page.total).toBe(13);
    expect(page.data.length).toBeGreaterThan(5);
    expect(page.data.length).toBeLessThan(13);
    expect(page.next_cursor).not.toBeNull();
  });

  test("a page without prompts is not ended by them", async () => {
    const system_prompt = "x".repeat(100_000);
    for (let n = 0; n < 12; n += 1) await create(CLEO, `Large ${n}`, { system_prompt });
    const query = { owner: "me", limit: "200", fields: "id,name" };
    const page = await list(query, CLEO);
    expect(page.data).toHaveLength(13);
    expect(page.data.every((row) => row.system_prompt === "")).toBe(true);
    expect((await list({ ...query, q: "large" }, CLEO)).data).toHaveLength(12);
  });
});

test("a list can be narrowed to profiles that the caller's tasks use, or that none uses", async () => {
  const [alpha] = (await list({ owner: "me", q: "alpha" })).data;
  const used = await names({ used: "true" });
  expect(used).toHaveLength(TASKS.length);
  expect(await names({ used: "false" })).toEqual(["Alpha", "beta", "Gamma"]);
  await world.assign(BEN, { engineering_profile_id: alpha?.id });
  expect(await names({ owner: "me", used: "true" })).toEqual(["Alpha"]);
  expect(await names({ owner: "me", used: "false" })).toEqual(["beta", "Gamma"]);
  // The default of the task is not used any more, by this user.
  expect(await names({ owner: "system", used: "false" })).toEqual(["Engineering (Default)"]);
  expect(await names({ owner: "system", used: "false" }, CLEO)).toEqual([]);
  expect((await list({ used: "false", limit: "1" })).total).toBe(3);
});

test("a list shows effective values, if it is asked for them", async () => {
  const [beta] = (await list({ q: "beta", fields: "id,effective" })).data;
  const parameters = { temperature: 0.65, num_ctx: 40_960 };
  expect(beta).toMatchObject({ effective: { parameters, image_settings: null } });
  expect((await list({ q: "beta" })).data[0]).not.toHaveProperty("effective");
});

test("a list shows what the models are for, if it is asked for that", async () => {
  const [beta] = (await list({ q: "beta", fields: "id,model_task" })).data;
  expect(beta).toMatchObject({ model_task: "TextToText" });
  expect((await list({ q: "beta" })).data[0]).not.toHaveProperty("model_task");
});

test("the web interface's lists request every field but the prompt, and what the model is for", () => {
  const fields: readonly string[] = PROFILE_FIELDS.filter((name) => name !== "system_prompt");
  expect(LISTED_FIELDS.split(",").sort()).toEqual([...fields, "model_task"].sort());
});

test.each(["", "names", "id,,name", "id, name", "toString"])(
  "fields=%j is refused with the legal names",
  (fields) => {
    const message = profileQuery.safeParse({ fields }).error?.issues[0]?.message;
    expect(message).toContain("must be names separated by commas, of id, user_id, name, ");
  },
);
