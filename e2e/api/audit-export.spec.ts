import { expect, test } from "@playwright/test";
import type { Client, Json } from "./client";
import { expectProblem, makeAdmin, makeProfile, makeWriter, ok, profilePath } from "./world";

const PATH = "/api/admin/audit/export";

/** As many changes of one profile by one user, some with awkward values. */
async function changed(times: number) {
  const user = await makeWriter();
  const { id } = await makeProfile(user.client);
  for (let n = 1; n <= times; n += 1) {
    ok(await user.client.patch(profilePath(String(id)), { name: `=1+${n},"x"\n;ü ${n}` }));
  }
  const target = encodeURIComponent(`profile:${String(id)}`);
  return { user, target, session: (await makeAdmin()).session };
}

async function listed(session: Client, target: string): Promise<Json[]> {
  return ok(await session.get(`/api/admin/audit?target=${target}&limit=200`)).body.data;
}

test("as JSON it is the list of what matches, as the pages have it", async () => {
  const { session, target } = await changed(5);
  const answer = ok(await session.get(`${PATH}?format=json&target=${target}`));
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="audit-\d{4}-\d\d-\d\d\.json"$/,
  );
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body).toEqual(await listed(session, target));
});

test("as CSV it has a row an event, with a head, and no cell that a spreadsheet would run", async () => {
  const { session, target } = await changed(3);
  const answer = ok(await session.get(`${PATH}?target=${target}&action=profile.update`));
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [head, ...rows] = answer.text.trimEnd().split("\r\n");
  expect(head).toBe("id,created_at,actor,key_id,address,request_id,action,target,before,after");
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain(String.raw`""name"":""=1+3,`);
  for (const row of rows) expect(row).not.toMatch(/(^|,)"?[=+@]/);
});

test("what nothing matches is an empty list, or a head alone", async () => {
  const { session } = await makeAdmin();
  expect(ok(await session.get(`${PATH}?format=json&actor=none`)).body).toEqual([]);
  const csv = ok(await session.get(`${PATH}?actor=none`)).text;
  expect(csv.trimEnd().split("\r\n")).toHaveLength(1);
});

test("more events than are read at once are all there, once each and newest first", async () => {
  const { session } = await makeAdmin();
  const { body } = ok(await session.get(`${PATH}?format=json`));
  const ids = body.map((event: Json) => String(event.id)) as string[];
  expect(new Set(ids).size).toBe(ids.length);
  const times = body.map((event: Json) => String(event.created_at)) as string[];
  expect(times).toEqual([...times].sort().reverse());
  expect(ids.length).toBe(ok(await session.get("/api/admin/audit?limit=1")).body.total);
});

test("a query that is wrong is told before anything is sent", async () => {
  const { session } = await makeAdmin();
  for (const query of ["format=xml", "since=yesterday", "limit=5", "cursor=x"]) {
    expectProblem(await session.get(`${PATH}?${query}`), 400, "invalid_query");
  }
});

test("how long events are kept is a setting with a legal range", async () => {
  const { session } = await makeAdmin();
  for (const audit_days of [-1, 1.5, 36_501, "7"]) {
    const answer = await session.patch("/api/admin/settings", { audit_days });
    expect(answer.body.errors).toMatchObject([{ path: "audit_days" }]);
  }
  const set = ok(await session.patch("/api/admin/settings", { audit_days: 36_500 })).body;
  expect(set.audit_days).toBe(36_500);
  ok(await session.patch("/api/admin/settings", { audit_days: 0 }));
});
