import { expect, test } from "@playwright/test";
import type { Client, Json } from "./client";
import {
  assign,
  CODER,
  defaultId,
  EMBEDDER,
  expectFaults,
  expectProblem,
  makeProfile,
  makeWriter,
  ok,
  profilePath,
  resolved,
} from "./world";

const tune = async (client: Client, task: string, parameters: Json, ifMatch?: string | null) =>
  client.patch(
    `/api/tasks/${task}`,
    { profile: { parameters } },
    ifMatch ? { "if-match": ifMatch } : {},
  );

const tagOf = async (client: Client, task: string) =>
  (await client.get(`/api/resolve/${task}`)).headers.get("etag");

test("a change answers what the task runs now, with the tag of the next read", async () => {
  const { client, id } = await makeWriter();
  const answer = await tune(client, "18", { temperature: 0.15 }, await tagOf(client, "18"));
  const { change, other_tasks, ...rest } = ok(answer).body;
  expect(rest).toEqual(await resolved(client, "engineering"));
  expect(answer.headers.get("etag")).toBe(await tagOf(client, "engineering"));
  expect(rest).toMatchObject({
    source: "user",
    profile: { user_id: id, name: "Engineering", base_profile_id: defaultId(18) },
    effective: { parameters: { temperature: 0.15 } },
    provenance: { "parameters.temperature": "profile" },
  });
  expect([typeof change, other_tasks]).toEqual(["string", []]);
});

test("of two programs that change a task with the same tag, one succeeds and the other gets 412 with the current tag", async () => {
  const { client } = await makeWriter();
  for (const run of [1, 2]) {
    const tag = await tagOf(client, "primary");
    const answers = await Promise.all(
      [0.1, 0.2].map((temperature) => tune(client, "primary", { temperature, top_k: run }, tag)),
    );
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    if (!won || !lost) throw new Error("two answers");
    ok(won);
    expectProblem(lost, 412, "revision_mismatch");
    expect(`"${String(lost.body.current_revision)}"`).toBe(await tagOf(client, "primary"));
    expect(won.body.profile.revision).toBe(run);
  }
  const { total } = ok(await client.get("/api/models/profiles?owner=me")).body;
  expect(total).toBe(1);
  // Compressed on the way, a tag is still the same; "*" is any state.
  const tag = await tagOf(client, "primary");
  ok(await tune(client, "primary", { top_k: 9 }, tag?.replace(/"$/, '--gzip"')));
  ok(await tune(client, "primary", { top_k: 8 }, "*"));
});

test("a shared profile is refused with the other tasks, and nothing is changed", async () => {
  const { client } = await makeWriter();
  const profile = await makeProfile(client);
  const id = String(profile.id);
  await assign(client, "primary_profile_id", id);
  await assign(client, "analysis_profile_id", id);
  const refused = await tune(client, "primary", { top_k: 5 });
  expectProblem(refused, 409, "profile_shared");
  expect(refused.body.tasks).toEqual(["analysis"]);
  expect(ok(await client.get(profilePath(id))).body).toEqual(profile);
  const body = { profile: { parameters: { top_k: 5 } }, scope: "all" };
  const all = ok(await client.patch("/api/tasks/primary", body)).body;
  expect(all).toMatchObject({ profile: { id, revision: 2 }, other_tasks: ["analysis"] });
});

test("faults name their place in the request, all at once", async () => {
  const { client } = await makeWriter();
  const profile = {
    model_name: EMBEDDER,
    parameters: { temperature: 3, colour: 1 },
    nothing: null,
  };
  const faults = expectFaults(
    await client.patch("/api/tasks/primary", { profile }),
    "profile.model_name",
    "profile.parameters.temperature",
    "profile.parameters.colour",
    "profile.nothing",
  );
  expect(faults["profile.model_name"]).toMatchObject({ code: "incompatible_model" });
  expect(faults["profile.parameters.temperature"]).toMatchObject({ code: "out_of_range" });
  for (const [body, path] of [
    [{}, "profile"],
    [{ profile: 7 }, "profile"],
    [{ profile: {}, scope: "mine" }, "scope"],
    [{ profile: {}, force: true }, "force"],
  ] as const) {
    expectFaults(await client.patch("/api/tasks/primary", body), path);
  }
  expectProblem(await client.patch("/api/tasks/none", { profile: {} }), 404, "task_not_found");
});

test("a profile of another user is neither assigned to tasks nor used as a base", async () => {
  const [mine, theirs] = [await makeWriter(), await makeWriter()];
  const foreign = String((await makeProfile(theirs.client)).id);
  for (const query of ["", "?dry_run=true"]) {
    const body = { tasks: ["primary"], assign: foreign };
    expectFaults(await mine.client.patch(`/api/tasks${query}`, body), "assign");
  }
  const based = { profile: { base_profile_id: foreign } };
  expectFaults(await mine.client.patch("/api/tasks/primary", based), "profile.base_profile_id");
  const { change } = ok(await tune(theirs.client, "primary", { top_k: 3 })).body;
  expectProblem(await mine.client.post("/api/tasks/undo", { change }), 404, "change_not_found");
  expect(ok(await mine.client.get("/api/tasks/history")).body.data).toEqual([]);
});

test("many tasks: a dry run says who does not fit, `only` changes the others, and one undo takes all back", async () => {
  const { client } = await makeWriter();
  const id = String((await makeProfile(client, { model_name: CODER })).id);
  const body = { tasks: ["embedding", "primary", "engineering"], assign: id };
  const preview = ok(await client.patch("/api/tasks?dry_run=true", body)).body;
  expect(preview.change).toBeNull();
  expect(preview.data.map((row: Json) => [row.task, row.fits])).toEqual([
    ["embedding", false],
    ["primary", true],
    ["engineering", true],
  ]);
  expectFaults(await client.patch("/api/tasks", body), "tasks.0");
  expect(ok(await client.get("/api/config")).body.overrides).toEqual([]);
  const only = ["primary", "engineering"];
  const { change } = ok(await client.patch("/api/tasks", { ...body, only })).body;
  expect(ok(await client.get("/api/config")).body.overrides).toEqual(only);
  const { data, total } = ok(await client.get("/api/tasks/history?limit=1")).body;
  expect(total).toBe(2);
  expect(data).toMatchObject([{ change, kind: "assign", to: { id }, can_undo: true }]);
  const undone = ok(await client.post("/api/tasks/undo", { change })).body;
  expect(undone).toMatchObject({ undone: change, tasks: only });
  expect(ok(await client.get("/api/config")).body.overrides).toEqual([]);
  expectProblem(await client.post("/api/tasks/undo", { change }), 409, "nothing_to_undo");
  const restored = await client.post("/api/tasks/primary/restore", { change });
  expect(ok(restored).body).toMatchObject({ source: "user", profile: { id } });
  expect(restored.headers.get("etag")).toBe(await tagOf(client, "primary"));
});

test("undoing is refused with what has changed since", async () => {
  const { client } = await makeWriter();
  const { profile } = ok(await tune(client, "primary", { top_k: 3 })).body;
  ok(await client.patch(profilePath(String(profile.id)), { description: "changed" }));
  const refused = await client.post("/api/tasks/primary/undo");
  expectProblem(refused, 409, "changed_since");
  expect(refused.body).toMatchObject({ tasks: ["primary"] });
  expect(refused.body.detail).toContain("“Primary” has been changed");
});
