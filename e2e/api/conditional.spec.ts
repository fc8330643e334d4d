import { expect, test } from "@playwright/test";
import { assign, expectProblem, makeProfile, makeWriter, ok, profilePath } from "./world";

/** `If-Match` at revision 2, and whether a write may go on: a tag names a revision, not bytes. */
const IF_MATCH: readonly [string, boolean][] = [
  ['"2"', true],
  ["*", true],
  ['"1", "2"', true],
  ['"1","2","3"', true],
  [' "2" ', true],
  ['"1"', false],
  ['"3"', false],
  ['W/"2"', true],
  ['"2-gzip"', true],
  ['"2--gzip"', true],
  ['W/"2-gzip"', true],
  ['"2;br"', true],
  ['"1-gzip"', false],
  ['"2-x"', false],
  ['w/"2"', false],
  ["2", false],
  ['"02"', false],
  ['"2', false],
  ["'2'", false],
  ['"2.0"', false],
  ['"', false],
  [",", false],
  ['""', false],
  ["**", false],
  ['"*"', false],
  ['"1" "2"', false],
  ["null", false],
  ["x".repeat(2000), false],
];

const IF_NONE_MATCH: readonly [string, boolean][] = [
  ['"1"', true],
  ['W/"1"', true],
  ['"1-gzip"', true],
  ['"1--gzip"', true],
  ['W/"1;br"', true],
  ['"7-gzip"', false],
  ["*", true],
  ['"7", W/"1"', true],
  ['"7"', false],
  ["1", false],
  ["", false],
  ['"01"', false],
];

for (const [tag, goesOn] of IF_MATCH) {
  const name = tag.length > 20 ? `${tag.slice(0, 5)}…` : tag;
  test(`If-Match: ${name} at revision 2 ${goesOn ? "is met" : "is 412"}`, async () => {
    const { client } = await makeWriter();
    const profile = await makeProfile(client);
    const path = profilePath(String(profile.id));
    const current = ok(await client.patch(path, { description: "second" })).body;
    const headers = { "if-match": tag };
    if (goesOn) {
      const { headers: sent } = ok(await client.patch(path, { description: "third" }, headers));
      expect(sent.get("etag")).toBe('"3"');
      return;
    }
    const refused = [
      await client.patch(path, { description: "third" }, headers),
      await client.put(path, current, headers),
      await client.post(`${path}/revisions/1/restore`, undefined, headers),
      await client.delete(path, headers),
    ];
    for (const answer of refused) {
      const problem = expectProblem(answer, 412, "revision_mismatch");
      expect(problem.current_revision).toBe(2);
    }
    expect(ok(await client.get(path)).body).toEqual(current);
  });
}

test("with If-Match, of writes that run together one goes through", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const statuses = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const change = { description: `by ${index}` };
      return (await client.patch(profilePath(String(id)), change, { "if-match": '"1"' })).status;
    }),
  );
  expect(statuses.sort()).toEqual([200, 412, 412, 412, 412, 412]);
});

test("a missing If-Match asks for nothing", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  ok(await client.delete(profilePath(String(id))));
});

for (const [tag, known] of IF_NONE_MATCH) {
  test(`If-None-Match: ${tag || "(empty)"} at revision 1 is ${known ? 304 : 200}`, async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client);
    const answer = await client.get(profilePath(String(id)), { "if-none-match": tag });
    expect(answer.status).toBe(known ? 304 : 200);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.text === "").toBe(known);
  });
}

test("the assignments have a tag that changes with them, and a write on another one is 412", async () => {
  const { client } = await makeWriter();
  const { id } = await makeProfile(client);
  const path = "/api/config";
  const first = ok(await client.get(path)).headers.get("etag") ?? "";
  expect(first).toMatch(/^"[0-9a-f]{32}"$/);
  expect((await client.get(path, { "if-none-match": `W/${first}` })).status).toBe(304);

  const mine = { model_profiles: { primary_profile_id: id as string } };
  const written = ok(await client.put(path, mine, { "if-match": first.replace(/"$/, '-gzip"') }));
  const second = written.headers.get("etag") ?? "";
  expect(second).not.toBe(first);
  expect(ok(await client.get(path)).headers.get("etag")).toBe(second);

  const back = { model_profiles: { primary_profile_id: null } };
  for (const late of [
    await client.put(path, back, { "if-match": first }),
    await client.patch(path, back, { "if-match": first }),
  ]) {
    expect(expectProblem(late, 412, "revision_mismatch").current_revision).toBe(
      second.slice(1, -1),
    );
  }
  expect(ok(await client.get(path)).body).toEqual(written.body);
  const { headers } = ok(await client.patch(path, back, { "if-match": second }));
  expect(headers.get("etag")).toBe(first);
});

test("a resolution is 304 until something it is made of changes", async () => {
  const { client } = await makeWriter();
  const profile = await makeProfile(client);
  const path = profilePath(String(profile.id));
  const tagOf = async (url: string) => ok(await client.get(url)).headers.get("etag") ?? "";
  const changes = [
    () => assign(client, "primary_profile_id", String(profile.id)),
    () => client.patch(path, { parameters: { temperature: 0.1 } }),
    () => assign(client, "primary_profile_id", null),
  ];
  for (const url of ["/api/resolve/primary", "/api/resolve/1", "/api/resolve"]) {
    for (const change of changes) {
      const tag = await tagOf(url);
      expect((await client.get(url, { "if-none-match": tag })).status).toBe(304);
      expect((await client.get(url, { "if-none-match": `W/${tag}, "x"` })).status).toBe(304);
      await change();
      expect((await client.get(url, { "if-none-match": tag })).status, url).toBe(200);
    }
    ok(await client.patch(path, { parameters: null }));
  }
});
