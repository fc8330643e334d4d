import { expect, test } from "@playwright/test";
import { MODEL_SORTS } from "@/lib/models/filters";
import { OWNERS, PROFILE_SORTS } from "@/lib/profiles/filters";
import type { Json } from "./client";
import { walk } from "./lists";
import {
  CODER,
  expectProblem,
  makeProfile,
  makeWriter,
  ok,
  profileInput,
  profilePath,
  type User,
} from "./world";

const LIST = "/api/models/profiles";

/** What a list is ordered by, as a reader would compare it. */
function keyOf(row: Json, sort: string): string | number {
  const field = sort.replace("-", "");
  if (field === "size" || field === "context_length") {
    const value = field === "size" ? row.size : row.details.context_length;
    // What is not known comes last either way.
    return Number(value ?? (sort.startsWith("-") ? -1 : Number.MAX_VALUE));
  }
  if (field === "type") return Number(row.type);
  const last = field === "modified_at" && !sort.startsWith("-") ? "\uffff" : "";
  const value = String(row[field] ?? last);
  return field === "name" || field === "id" ? value.toLowerCase() : value;
}

function expectOrder(rows: Json[], sort: string): void {
  const keys = rows.map((row) => keyOf(row, sort));
  const ids = rows.map((row) => String(row.id));
  const direction = sort.startsWith("-") ? -1 : 1;
  for (let at = 1; at < rows.length; at += 1) {
    const [before, after] = [keys[at - 1] ?? "", keys[at] ?? ""];
    const order = before === after ? (ids[at - 1] ?? "") < (ids[at] ?? "") : before < after;
    expect(order === direction > 0, `${sort}: ${before} before ${after}`).toBe(true);
  }
}

test.describe("profiles", () => {
  let owner: Awaited<ReturnType<typeof makeWriter>> & User;

  test.beforeAll(async () => {
    owner = await makeWriter("lister");
    const names = [
      "zebra",
      "Alpha",
      "ärger",
      "Beta",
      "alpha 2",
      "ZEBRA 2",
      "_",
      "%",
      "\\",
      "Ωmega",
    ];
    for (const name of names) await makeProfile(owner.client, { name });
    await makeProfile(owner.client, {
      name: "coder",
      type: 18,
      model_name: CODER,
      description: "Für 100%_sicheres ÄNDERN",
    });
  });

  for (const sort of PROFILE_SORTS) {
    test(`sort=${sort}: in order, whole, without gaps or repeats, at any page size`, async () => {
      const whole = await walk(owner.client, `${LIST}?sort=${sort}`, 200);
      expectOrder(whole, sort);
      for (const limit of [1, 4, 30]) {
        const rows = await walk(owner.client, `${LIST}?sort=${sort}`, limit);
        expect(rows.map((row) => String(row.id))).toEqual(whole.map((row) => String(row.id)));
      }
    });
  }

  test("owner=me, system and all", async () => {
    const rows = Object.fromEntries(
      await Promise.all(
        OWNERS.map(async (name) => [name, await walk(owner.client, `${LIST}?owner=${name}`, 7)]),
      ),
    ) as Record<string, Json[]>;
    expect(rows.me?.every((row) => row.user_id === owner.id)).toBe(true);
    expect(rows.system?.every((row) => row.user_id === "system")).toBe(true);
    expect([rows.me?.length, rows.system?.length, rows.all?.length]).toEqual([11, 19, 30]);
  });

  test("filters by type in either spelling, by model, by words, and by all together", async () => {
    const names = async (query: string) =>
      (ok(await owner.client.get(`${LIST}?owner=me&${query}`)).body.data as Json[]).map((row) =>
        String(row.name),
      );
    expect(await names("type=18")).toEqual(["coder"]);
    expect(await names("type=engineering")).toEqual(["coder"]);
    expect(await names(`model=${CODER}`)).toEqual(["coder"]);
    expect(await names("model=none")).toEqual([]);
    expect(await names("q=ALPHA")).toEqual(["Alpha", "alpha 2"]);
    expect(await names("q=Ärg")).toEqual(["ärger"]);
    expect(await names("q=Für")).toEqual(["coder"]);
    expect(await names("q=ÄNDERN")).toEqual(["coder"]);
    expect(await names("q=100%25_s")).toEqual(["coder"]);
    expect(await names("q=%25")).toEqual(["%", "coder"]);
    expect((await names("q=_")).sort()).toEqual(["_", "coder"]);
    expect(await names("q=%5C")).toEqual(["\\"]);
    expect(await names("q=%00")).toEqual([]);
    expect(await names("q=alpha%00")).toEqual([]);
    expect(await names(`q=alpha&type=18&model=${CODER}`)).toEqual([]);
  });

  test("rows that are added or removed while paging neither repeat nor drop the others", async () => {
    const user = await makeWriter("pager");
    for (const name of ["a", "c", "e", "g"]) await makeProfile(user.client, { name });
    const page = async (cursor: string) =>
      ok(await user.client.get(`${LIST}?owner=me&limit=2${cursor && `&cursor=${cursor}`}`)).body;
    const first = await page("");
    await makeProfile(user.client, { name: "b" });
    ok(await user.client.delete(profilePath(String(first.data[1].id))));
    const second = await page(String(first.next_cursor));
    expect(second.data.map((row: Json) => String(row.name))).toEqual(["e", "g"]);
    expect(second.next_cursor).toBeNull();
  });

  test("a changed profile goes to the front of -updated_at, and only it", async () => {
    const user = await makeWriter("updater");
    const made: Json[] = [];
    for (let n = 0; n < 4; n += 1) made.push(await makeProfile(user.client));
    ok(await user.client.patch(profilePath(String(made[1].id)), { description: "x" }));
    const rows = await walk(user.client, `${LIST}?owner=me&sort=-updated_at`, 50);
    expect(rows[0].id).toBe(made[1].id);
    expect(new Set(rows.map((row) => String(row.id))).size).toBe(4);
  });
});

test.describe("models", () => {
  for (const sort of MODEL_SORTS) {
    test(`sort=${sort}: in order, whole, without gaps or repeats`, async () => {
      const { client } = await makeWriter();
      const whole = await walk(client, `/api/models?sort=${sort}`, 200);
      expectOrder(whole, sort);
      const rows = await walk(client, `/api/models?sort=${sort}`, 3);
      expect(rows.map((row) => String(row.id))).toEqual(whole.map((row) => String(row.id)));
    });
  }
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const BAD_CURSORS = [
  "x",
  "",
  "null",
  "%00",
  encode(null),
  encode([]),
  encode(["name"]),
  encode(["name", null, "x"]),
  encode(["name", {}, "x"]),
  encode(["name", "a", 1]),
  encode(["-name", "a", "x"]),
  encode(["name", "a", "x", "y"]),
  encode(["name", "a", "x"]).slice(0, -3),
  "a".repeat(5000),
];

for (const path of [LIST, "/api/models"]) {
  test(`${path}: a cursor that is none of this order's is invalid_cursor`, async () => {
    const { client } = await makeWriter();
    for (const cursor of BAD_CURSORS) {
      expectProblem(await client.get(`${path}?cursor=${cursor}`), 400, "invalid_cursor");
    }
    const { next_cursor } = ok(await client.get(`${path}?limit=1`)).body;
    const other = await client.get(`${path}?limit=1&sort=-name&cursor=${String(next_cursor)}`);
    expectProblem(other, 400, "invalid_cursor");
  });

  test(`${path}: a query member that is wrong, unknown or doubled is invalid_query`, async () => {
    const { client } = await makeWriter();
    const queries = [
      ...["0", "201", "-1", "1.5", "1e2", "", "01", "%2050", "x", "1000"].map((n) => `limit=${n}`),
      ...["Name", "", "names", "constructor"].map((sort) => `sort=${sort}`),
      "x=1",
      "constructor=1",
      "limit=1&limit=1",
      `q=${"x".repeat(400)}`,
    ];
    for (const query of queries) {
      const problem = expectProblem(await client.get(`${path}?${query}`), 400, "invalid_query");
      const [member = ""] = query.split("=");
      expect(JSON.stringify(problem), query).toContain(member);
      if (problem.errors?.[0].code === "unknown_field") {
        expect(problem.errors[0].message).toContain("the parameters are");
      }
    }
    ok(await client.get(`${path}?limit=200`));
  });
}

test("a call without a query refuses one", async () => {
  const { client } = await makeWriter();
  for (const path of ["/api/me", "/api/tasks", "/api/config", "/api/keys", "/api/health"]) {
    expectProblem(await client.get(`${path}?x=1`), 400, "invalid_query");
  }
  expectProblem(await client.post(`${LIST}?x=1`, profileInput()), 400, "invalid_query");
});
