import { expect, test } from "@playwright/test";
import {
  assign,
  expectProblem,
  makeProfile,
  makeWriter,
  ok,
  profileInput,
  profilePath,
  resolved,
} from "./world";

test("a deleted profile is nowhere but in its owner's trash, and comes back with its tag and its tasks", async () => {
  const { client } = await makeWriter();
  const profile = await makeProfile(client);
  const id = String(profile.id);
  const child = await makeProfile(client, { base_profile_id: id });
  await assign(client, "primary_profile_id", id);
  const { headers } = await client.get(profilePath(id));
  ok(await client.delete(profilePath(id)));

  const list = async (query: string) =>
    ok(await client.get(`/api/models/profiles?owner=me&${query}`)).body.total as number;
  expect(await list("")).toBe(1);
  expect(await list(`q=${encodeURIComponent(String(profile.name))}`)).toBe(0);
  expect(await list(`base=${id}`)).toBe(0);
  for (const [method, path] of [
    ["GET", ""],
    ["DELETE", ""],
    ["GET", "/revisions"],
    ["POST", "/duplicate"],
    ["POST", "/revisions/1/restore"],
  ] as const) {
    expectProblem(await client.send(method, profilePath(id) + path), 404, "profile_not_found");
  }
  expect((await resolved(client, "primary")).source).toBe("system");
  expect(ok(await client.get("/api/trash")).body).toMatchObject({
    data: [{ id, name: profile.name, tasks: ["primary"], children: 1 }],
    total: 1,
    next_cursor: null,
  });

  const restored = ok(await client.post(`/api/trash/${id}/restore`)).body;
  expect(restored).toEqual({ profile, tasks: ["primary"], children: [child.id] });
  const again = await client.get(profilePath(id), { "if-none-match": headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
  expect((await resolved(client, "primary")).profile).toEqual(profile);
  expect(await list(`base=${id}`)).toBe(1);
  expectProblem(await client.post(`/api/trash/${id}/restore`), 404, "profile_not_found");
});

test("its name is free at once, and it gets another one if it has been taken", async () => {
  const { client } = await makeWriter();
  const input = profileInput();
  const first = String((await makeProfile(client, input)).id);
  ok(await client.delete(profilePath(first)));
  await makeProfile(client, input);
  const { profile } = ok(await client.post(`/api/trash/${first}/restore`)).body;
  expect(profile).toMatchObject({ id: first, name: `${String(input.name)} 2` });
});

test("what is deleted for good cannot be restored, and nobody sees another user's trash", async () => {
  const [mine, theirs] = [await makeWriter(), await makeWriter()];
  const id = String((await makeProfile(mine.client)).id);
  ok(await mine.client.delete(profilePath(id)));
  expect(ok(await theirs.client.get("/api/trash")).body.data).toEqual([]);
  for (const [method, path] of [
    ["POST", `/api/trash/${id}/restore`],
    ["DELETE", `/api/trash/${id}`],
  ] as const) {
    expectProblem(await theirs.client.send(method, path), 404, "profile_not_found");
  }
  ok(await mine.client.delete(`/api/trash/${id}`), 204);
  expectProblem(await mine.client.post(`/api/trash/${id}/restore`), 404, "profile_not_found");
});
