import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { ANONYMOUS } from "@/lib/actor";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { setConfig } from "@/lib/assignments/server/service";
import { setBound } from "@/lib/bounds/server/service";
import { changeAssignments } from "@/lib/history/server/service";
import { removeProfile } from "@/lib/profiles/server/remove-service";
import { createProfile, listProfiles, patchProfile } from "@/lib/profiles/server/service";
import { profileQuery } from "@/lib/profiles/query";
import { ADA, BEN, CLEO, EMBEDDER, faultsAt, testWorld, withKey } from "@/lib/testing";
import { historyQuery } from "../schema";
import { changeTasks } from "./bulk-service";
import { listHistory } from "./history-service";
import { tuneTask } from "./tune-service";
import { currentState, restoreAssignment, undoChange, undoTask } from "./undo-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const resolve = (task: string) => resolveTask(as(BEN), task, { strict: false });
const tune = async (task: string, parameters: object, scope?: "this" | "all") =>
  (await tuneTask(as(BEN), task, { profile: { parameters }, scope }, null)).data;
const assign = (model_profiles: object) => world.assign(BEN, model_profiles);
const undo = (task: string) => undoTask(as(BEN), task);
const bulk = (input: object) => changeTasks(as(BEN), input, false);
const history = async (query: object = {}, actor = BEN) =>
  listHistory(as(actor), historyQuery.parse(query));
const ownProfiles = async () =>
  (await listProfiles(as(BEN), profileQuery.parse({ owner: "me" }))).data.map(({ name }) => name);

test("undoing takes back a task's changes one by one, to the profile and the content before each", async () => {
  const mine = await create(BEN, "Mine", { parameters: { top_k: 7 } });
  const original = await resolve("primary");
  const first = await tune("primary", { temperature: 0.1 });
  const second = await tune("primary", { temperature: 0.2 });
  await assign({ primary_profile_id: mine.id });
  expect(await undo("1")).toMatchObject({
    tasks: ["primary"],
    removed_profiles: [],
    restored_profiles: [],
  });
  expect((await resolve("primary")).profile).toEqual(second.profile);
  expect(await undo("primary")).toMatchObject({
    undone: second.change,
    restored_profiles: [first.profile.id],
  });
  expect((await resolve("primary")).profile).toMatchObject({
    parameters: { temperature: 0.1 },
    revision: 3,
  });
  expect(await ownProfiles()).toEqual(["Mine", "Primary"]);
  expect(await undo("primary")).toMatchObject({
    undone: first.change,
    removed_profiles: [first.profile.id],
  });
  expect(await resolve("primary")).toEqual(original);
  expect(await ownProfiles()).toEqual(["Mine"]);
  await expectRefusal(() => undo("primary"), { code: "nothing_to_undo" });
  const [event] = await world.events();
  expect(event).toMatchObject({
    action: "task.undo",
    target: "task:primary",
    before: { profile_id: first.profile.id },
    after: { profile_id: null },
  });
});

test("a change of many tasks is undone as one, by its id or by any of its tasks", async () => {
  const shared = await create(BEN, "Shared");
  await assign({ primary_profile_id: shared.id, analysis_profile_id: shared.id });
  const before = await Promise.all(["primary", "analysis", "formatting"].map(resolve));
  const input = {
    tasks: ["formatting", "primary", "analysis"],
    profile: { parameters: { temperature: 0.3 } },
  };
  const { change } = await bulk(input);
  const result = await undoChange(as(BEN), { change: change ?? "" });
  expect(result).toMatchObject({
    undone: change,
    tasks: ["primary", "analysis", "formatting"],
    restored_profiles: [shared.id],
    removed_profiles: [expect.any(String)],
  });
  const after = await Promise.all(["primary", "analysis", "formatting"].map(resolve));
  expect(after.map(({ effective }) => effective)).toEqual(before.map(({ effective }) => effective));
  await bulk(input);
  expect((await undo("analysis")).tasks).toEqual(["primary", "analysis", "formatting"]);
  const again = () => undoChange(as(BEN), { change: change ?? "" });
  await expectRefusal(again, { code: "nothing_to_undo", message: /already undone/ });
  const ofUndo = () => undoChange(as(BEN), { change: result.change });
  await expectRefusal(ofUndo, { code: "nothing_to_undo", message: /cannot be undone/ });
});

test("a change of two tasks is not undone while one of them uses another profile", async () => {
  const one = await create(BEN, "One");
  await assign({ primary_profile_id: one.id, analysis_profile_id: one.id });
  await tune("analysis", { top_k: 3 }, "this");
  await expectRefusal(() => undo("primary"), {
    code: "changed_since",
    message: expect.stringContaining("Analysis uses another profile now"),
    extra: { tasks: ["primary", "analysis"] },
  });
  expect((await history({ task: "primary" })).data[0]).toMatchObject({ can_undo: false });
});

test.each([
  [
    "the profile was changed",
    (id: string) => patchProfile(as(BEN), id, { description: "new" }, null),
    "“Primary” has been changed",
  ],
  [
    "another task uses the created profile",
    (id: string) => assign({ analysis_profile_id: id }),
    "“Primary” is used for Analysis too",
  ],
  [
    "another profile is based on it",
    (id: string) => create(BEN, "Child", { base_profile_id: id }),
    "other profiles are based on “Primary”",
  ],
  [
    "the former profile was deleted",
    async () => removeProfile(as(BEN), (await mineOf()) ?? "", null),
    "“Mine” has been deleted",
  ],
])("a change is not undone if since then %s", async (_what, since, text) => {
  const mine = await create(BEN, "Mine");
  await assign({ primary_profile_id: mine.id, formatting_profile_id: mine.id });
  const { profile } = await tune("primary", { temperature: 0.1 }, "this");
  await since(profile.id);
  const message: unknown = expect.stringContaining(text);
  await expectRefusal(() => undo("primary"), { code: "changed_since", message });
  const { data } = await history({ task: "primary" });
  expect(data.find(({ kind }) => kind === "tune")).toMatchObject({ can_undo: false });
});

async function mineOf(): Promise<string | undefined> {
  const { data } = await listProfiles(as(BEN), profileQuery.parse({ owner: "me", q: "mine" }));
  return data[0]?.id;
}

test("a former content that breaks a limit set since is refused as any write", async () => {
  const mine = await create(BEN, "Mine", { parameters: { top_k: 90 } });
  await assign({ primary_profile_id: mine.id });
  await tune("primary", { top_k: 5 });
  await setBound(as(ADA), { path: "parameters.top_k", task: null, max: 50 });
  const errors = faultsAt({ "parameters.top_k": "out_of_bounds" });
  await expectRefusal(() => undo("primary"), { code: "validation_failed", errors });
});

test("every way to change an assignment is in the history, with names that outlive the profiles", async () => {
  const mine = await create(BEN, "Mine");
  await assign({ primary_profile_id: mine.id, analysis_profile_id: mine.id });
  await setConfig(as(BEN), { model_profiles: { primary_profile_id: mine.id } }, { replace: true });
  const tuned = await tune("primary", { temperature: 0.1 });
  await removeProfile(as(BEN), mine.id, null);
  const own = { id: mine.id, name: "Mine" };
  const { data, total, next_cursor } = await history();
  expect(next_cursor).toBeNull();
  expect(total).toBe(5);
  expect(data).toMatchObject([
    { task: "primary", kind: "delete", from: own, to: null, can_undo: false, can_restore: true },
    {
      ...{ task: "primary", kind: "tune", from: own, to: own, change: tuned.change },
      ...{ from_revision: 1, to_revision: 2, can_undo: false, can_restore: false },
    },
    { task: "analysis", kind: "reset", from: own, to: null, can_undo: false },
    { task: "primary", kind: "assign", from: null, to: own, author_name: "Ben" },
    { task: "analysis", kind: "assign", from: null, to: own, author: BEN.id },
  ]);
  expect((await history({}, CLEO)).data).toEqual([]);
});

test("the history is paginated, of all tasks or one, and shows what was undone", async () => {
  const { change } = await tune("primary", { temperature: 0.1 });
  await bulk({ tasks: ["primary", "analysis"], profile: { parameters: { top_k: 3 } } });
  const latest = (await history()).data;
  expect(latest.map(({ can_undo }) => can_undo)).toEqual([true, true, false]);
  await undo("analysis");
  const all = (await history()).data;
  const pages = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof history>> = await history({
      limit: "2",
      ...(cursor ? { cursor } : {}),
    });
    expect(page.total).toBe(5);
    pages.push(...page.data);
    cursor = page.next_cursor;
  }
  expect(pages).toEqual(all);
  expect(all.map(({ kind, task, undone }) => [kind, task, undone])).toEqual([
    ["undo", "primary", false],
    ["undo", "analysis", false],
    ["tune", "primary", true],
    ["tune", "analysis", true],
    ["tune", "primary", false],
  ]);
  expect((await history({ task: "2" })).data.map(({ task }) => task)).not.toContain("primary");
  // The profile has its content again, though it is at another revision.
  expect(all.at(-1)).toMatchObject({ change, can_undo: true });
});

test("an earlier assignment is restored while its profile exists and fits", async () => {
  const mine = await create(BEN, "Mine");
  await assign({ primary_profile_id: mine.id });
  await assign({ primary_profile_id: null });
  const entries = (await history()).data;
  const [reset, chosen] = entries.map(({ change }) => change);
  const restore = (change = "", task = "primary", actor = BEN) =>
    restoreAssignment(as(actor), task, { change });
  const restored = await restore(chosen);
  expect(restored.data).toMatchObject({ source: "user", profile: { id: mine.id } });
  expect((await world.events())[0]).toMatchObject({
    action: "task.restore",
    after: { profile_id: mine.id },
  });
  expect((await restore(chosen)).data.change).toBeNull();
  expect((await restore(reset)).data.source).toBe("system");
  await undo("primary");
  expect((await resolve("primary")).profile.id).toBe(mine.id);
  await expectRefusal(() => restore(chosen, "analysis"), { code: "change_not_found" });
  await expectRefusal(() => restore(chosen, "primary", CLEO), { code: "change_not_found" });
  await patchProfile(as(BEN), mine.id, { type: 14, model_name: EMBEDDER }, null);
  await assign({ primary_profile_id: null });
  const errors = faultsAt({ change: "incompatible_model" });
  await expectRefusal(() => restore(chosen), { code: "validation_failed", errors });
  await removeProfile(as(BEN), mine.id, null);
  await expectRefusal(() => restore(chosen), { code: "changed_since" });
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["another user", CLEO, "nothing_to_undo"],
  ["an admin", ADA, "nothing_to_undo"],
] as const)("%s cannot undo a user's change", async (_who, actor, code) => {
  const { change } = await tune("primary", { temperature: 0.1 });
  await expectRefusal(() => undoTask(as(actor), "primary"), { code });
  const foreign = code === "nothing_to_undo" ? "change_not_found" : code;
  const call = () => undoChange(as(actor), { change: change ?? "" });
  await expectRefusal(call, { code: foreign });
  const restore = () => restoreAssignment(as(actor), "primary", { change: change ?? "" });
  await expectRefusal(restore, { code: foreign });
});

test("an unknown change is not found, and nobody reads the history without the scope", async () => {
  await expectRefusal(() => undoChange(as(BEN), { change: UNKNOWN }), { code: "change_not_found" });
  const query = historyQuery.parse({});
  await expectRefusal(() => listHistory(as(ANONYMOUS), query), { code: "unauthenticated" });
  const infers = withKey(BEN, "infer");
  await expectRefusal(() => listHistory(as(infers), query), { code: "insufficient_scope" });
});

test("of two undos at once, each takes back one change", async () => {
  const original = await resolve("primary");
  const first = await tune("primary", { temperature: 0.1 });
  const second = await tune("primary", { temperature: 0.2 });
  const results = await Promise.all([undo("primary"), undo("primary")]);
  expect(results.map(({ undone }) => undone)).toEqual([second.change, first.change]);
  expect(await resolve("primary")).toEqual(original);
});

test("of each user's changes, the last 1,000 are kept", async () => {
  const { change } = await tune("primary", { temperature: 0.1 });
  await withTransaction(world.db, async (tx) => {
    await tx.run(sql`UPDATE task_changes SET number = 7 WHERE id = ${change}`);
    await tx.run(sql`UPDATE task_change_rows SET number = 7`);
  });
  const later = await tune("primary", { temperature: 0.2 });
  expect((await history()).total).toBe(2);
  await withTransaction(world.db, (tx) =>
    tx.run(sql`UPDATE task_changes SET number = 1006 WHERE id = ${later.change}`),
  );
  await tune("primary", { temperature: 0.3 });
  const { data } = await history();
  expect(data.map((entry) => entry.change)).not.toContain(change);
  expect(data).toHaveLength(2);
  expect(JSON.stringify(await world.contents())).not.toContain(`"change_id":"${String(change)}"`);
});

test("a profile that another user names is not revealed by the history", async () => {
  const foreign = await createProfile(as(CLEO), {
    name: "Secret",
    type: 1,
    model_name: "small-4k",
  });
  await expectRefusal(() => assign({ primary_profile_id: foreign.id }), {
    code: "validation_failed",
  });
  expect((await history()).data).toEqual([]);
});

/** A recorded change of the task Primary between two profiles, and of the content of others. */
const changeOf = (from_id: string | null, to_id: string | null, ...contents: string[]) => ({
  id: UNKNOWN,
  author: BEN.id,
  kind: "tune" as const,
  undone_by: null,
  tasks: [{ task: "primary", from_id, from_name: null, to_id, to_name: null }],
  profiles: contents.map((id) => ({ id, from_revision: 1, to_revision: 2 })),
});
const stateFor = (...changes: ReturnType<typeof changeOf>[]) =>
  currentState(as(BEN), world.db.read, changes);

test("what is stored now about changes is all of the caller's tasks and the profiles that the changes name", async () => {
  const [from, to, tuned] = [
    await create(BEN, "From"),
    await create(BEN, "To"),
    await create(BEN, "Tuned"),
  ];
  const unnamed = await create(BEN, "Child", { base_profile_id: to.id });
  await assign({ primary_profile_id: to.id, analysis_profile_id: unnamed.id });
  const theirs = await create(CLEO, "Theirs");
  await world.assign(CLEO, { formatting_profile_id: theirs.id });
  await patchProfile(as(BEN), tuned.id, { name: "Renamed" }, null);
  const before = await world.contents();
  const { choices, profiles } = await stateFor(
    changeOf(null, from.id),
    changeOf(from.id, to.id, tuned.id, to.id),
  );
  expect(Object.fromEntries(choices)).toEqual({ primary: to.id, analysis: unnamed.id });
  expect(Object.fromEntries(profiles)).toMatchObject({
    [from.id]: { name: "From", revision: 1, has_children: false },
    [to.id]: { name: "To", revision: 1, has_children: true },
    [tuned.id]: { name: "Renamed", revision: 2, has_children: false },
  });
  expect(profiles.size).toBe(3);
  expect(await world.contents()).toEqual(before);
});

test("what is stored now about changes lacks profiles that are deleted or another user's", async () => {
  const [gone, theirs] = [await create(BEN, "Gone"), await create(CLEO, "Theirs")];
  await removeProfile(as(BEN), gone.id, null);
  const { choices, profiles } = await stateFor(changeOf(gone.id, theirs.id, gone.id, theirs.id));
  expect({ choices: choices.size, profiles: profiles.size }).toEqual({ choices: 0, profiles: 0 });
  expect((await stateFor()).profiles.size).toBe(0);
});

test("what is stored now about changes is as it is in the transaction that asks", async () => {
  const mine = await create(BEN, "Mine");
  await withTransaction(world.db, async (tx) => {
    const choices = new Map([["primary", mine.id]]);
    await changeAssignments(as(BEN), tx, { userId: BEN.id, kind: "assign", choices });
    await tx.run(sql`UPDATE model_profiles SET revision = 7 WHERE id = ${mine.id}`);
    const state = await currentState(as(BEN), tx, [changeOf(null, mine.id)]);
    expect(state.choices.get("primary")).toBe(mine.id);
    expect(state.profiles.get(mine.id)?.revision).toBe(7);
  });
});

test("only somebody who is known has a state of tasks", async () => {
  const call = () => currentState(as(ANONYMOUS), world.db.read, []);
  await expectRefusal(call, { code: "unauthenticated" });
});
