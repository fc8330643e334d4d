import { expect, test } from "@playwright/test";
import type { Json } from "./client";
import {
  defaultId,
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  ok,
  profilePath,
} from "./world";

test("revisions are told newest first, each with its author and exactly what it changed", async () => {
  const { client, id: author, name } = await makeWriter();
  const made = await makeProfile(client, { parameters: { temperature: 0, top_k: 5 } });
  const path = profilePath(String(made.id));
  ok(await client.patch(path, { parameters: { temperature: 0.5, top_k: null, stop: [] } }));
  ok(await client.patch(path, { name: "Renamed", gpu_config: { main_gpu: 0 } }));
  const { data, total, next_cursor } = ok(await client.get(`${path}/revisions`)).body;
  expect(total).toBe(3);
  expect(next_cursor).toBeNull();
  expect(data.map((row: Json) => Number(row.revision))).toEqual([3, 2, 1]);
  for (const row of data) expect(row).toMatchObject({ author, author_name: name });
  expect(data[0].changes).toEqual([
    { path: "name", from: made.name, to: "Renamed" },
    { path: "gpu_config.main_gpu", to: 0 },
  ]);
  expect(data[1].changes).toEqual([
    { path: "parameters.temperature", from: 0, to: 0.5 },
    { path: "parameters.top_k", from: 5 },
    { path: "parameters.stop", to: [] },
  ]);
  const first = Object.fromEntries(data[2].changes.map((row: Json) => [row.path, row.to]));
  expect(first).toMatchObject({ "parameters.temperature": 0, "parameters.top_k": 5, type: 1 });
});

test("restoring makes a new revision with the old content, and the history stays", async () => {
  const { client } = await makeWriter();
  const made = await makeProfile(client, { parameters: { temperature: 0 }, system_prompt: "One" });
  const path = profilePath(String(made.id));
  ok(await client.patch(path, { parameters: { temperature: 1 }, system_prompt: "Two" }));
  const answer = ok(await client.post(`${path}/revisions/1/restore`));
  expect(answer.body).toMatchObject({
    revision: 3,
    parameters: { temperature: 0 },
    system_prompt: "One",
    name: made.name,
  });
  expect(answer.headers.get("etag")).toBe('"3"');
  expect(ok(await client.get(`${path}/revisions`)).body.total).toBe(3);
  expect(ok(await client.post(`${path}/revisions/2/restore`)).body.system_prompt).toBe("Two");
});

test("a revision that is none is revision_not_found, in every spelling", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  for (const n of [
    "0",
    "2",
    "-1",
    "01",
    "1.0",
    "x",
    "1e0",
    "%201",
    "999999999999999999999",
    "1%00",
  ]) {
    const answer = await client.post(`${profilePath(String(id))}/revisions/${n}/restore`);
    expectProblem(answer, 404, "revision_not_found");
  }
});

test("restoring what is no longer allowed is refused, and changes nothing", async () => {
  const { client } = await makeWriter();
  const base = await makeProfile(client);
  const made = await makeProfile(client, { base_profile_id: base.id, name: "Old name" });
  const path = profilePath(String(made.id));
  ok(await client.patch(path, { base_profile_id: null, name: "New name" }));
  await makeProfile(client, { name: "old NAME" });
  expectProblem(await client.post(`${path}/revisions/1/restore`), 409, "name_taken");
  ok(await client.patch(profilePath(String(base.id)), { base_profile_id: made.id }));
  const refused = await client.post(`${path}/revisions/1/restore`);
  expect(expectFaults(refused, "base_profile_id").base_profile_id.code).toBe("invalid_base");
  expect(ok(await client.get(path)).body).toMatchObject({ revision: 2, name: "New name" });
});

test("restoring a revision whose base is deleted keeps the base that the profile has now", async () => {
  const { client } = await makeWriter();
  const ground = await makeProfile(client);
  const base = await makeProfile(client, {
    base_profile_id: ground.id,
    parameters: { temperature: 0.3 },
  });
  const made = await makeProfile(client, {
    base_profile_id: base.id,
    parameters: { top_k: 7 },
  });
  const path = profilePath(String(made.id));
  ok(await client.delete(profilePath(String(base.id))));
  const restored = ok(await client.post(`${path}/revisions/1/restore`)).body;
  expect(restored).toMatchObject({
    base_profile_id: ground.id,
    parameters: { top_k: 7 },
    revision: 3,
  });
});

test("pages of revisions follow on without a gap, also while new ones are made", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const path = profilePath(String(id));
  for (let n = 2; n <= 12; n += 1) ok(await client.patch(path, { description: `${n}` }));
  const seen: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor ? `limit=5&cursor=${cursor}` : "limit=5";
    const page: Json = ok(await client.get(`${path}/revisions?${query}`)).body;
    for (const row of page.data) {
      seen.push(Number(row.revision));
      if (row.revision > 1)
        expect(row.changes.map((change: Json) => change.path)).toEqual(["description"]);
    }
    ok(await client.patch(path, { description: `later ${seen.length}` }));
    cursor = page.next_cursor as string | null;
  }
  expect(seen).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("a page has at most 50 revisions, each of which can hold a long prompt twice", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const list = `${profilePath(String(id))}/revisions`;
  ok(await client.get(`${list}?limit=50`));
  const { errors } = expectProblem(await client.get(`${list}?limit=51`), 400, "invalid_query");
  expect(errors[0].message).toContain("from 1 to 50");
});

test("a cursor of another list, or made up, is invalid_cursor", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const list = `${profilePath(String(id))}/revisions`;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const cursor of [
    "x",
    encode(["name", "a", "b"]),
    encode(["-revision", "abc", "x"]),
    encode(["-revision", null, "x"]),
    encode(["-revision", {}, "x"]),
    encode(["-revision", "", "x"]),
    encode(["-revision", 1.5, "x"]),
    encode(["-revision", -1e300, "x"]),
  ]) {
    expectProblem(await client.get(`${list}?cursor=${cursor}`), 400, "invalid_cursor");
  }
});

test("the defaults have a history too, begun by the system", async () => {
  const { client } = await makeWriter();
  const { session, id } = await makeAdmin();
  ok(await session.patch(profilePath(defaultId(12)), { description: "By an admin" }));
  const told = ok(await client.get(`${profilePath(defaultId(12))}/revisions?limit=50`));
  const { data } = told.body;
  expect(data.at(-1)).toMatchObject({ revision: 1, author: "system", author_name: "System" });
  expect(data[0]).toMatchObject({ author: "admin", author_name: "An admin" });
  expect(told.text).not.toContain(id);
  const seen = await session.get(`${profilePath(defaultId(12))}/revisions?limit=1`);
  expect(ok(seen).body.data[0]).toMatchObject({ author: id, author_name: "E2E Admin" });
  ok(await session.post(`${profilePath(defaultId(12))}/revisions/1/restore`));
});
