import { describe, expect, test } from "vitest";
import { type Transaction, withTransaction } from "@/db/transaction";
import { SYSTEM_ACTOR, SYSTEM_USER_ID, type UserActor } from "@/lib/actor";
import type { TaskKey } from "@/lib/registry/tasks";
import { ADA, BEN, CLEO, defaultOf, testWorld } from "@/lib/testing";
import type { ChangeKind } from "../schema";
import {
  changeAssignments,
  loadChanges,
  loadChoices,
  loadLastChange,
  noteRestored,
  readHistory,
  type TaskChange,
  unassignProfile,
  usersOf,
} from "./service";

const world = testWorld();
const { as } = world;

const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => withTransaction(world.db, work);

/** Changes tasks of the user's; returns the change's id. */
const change = (
  choices: Partial<Record<TaskKey, string | null>>,
  { by = BEN, ...more }: Partial<Omit<TaskChange, "choices">> & { by?: UserActor } = {},
) =>
  inTransaction((tx) =>
    changeAssignments(as(by), tx, {
      userId: BEN.id,
      kind: "assign",
      choices: new Map(Object.entries(choices)),
      ...more,
    }),
  );

const choicesOf = async ({ id }: UserActor) => Object.fromEntries(await loadChoices(as(BEN), id));
const loaded = async (id: string | null, owner = BEN) =>
  (await loadChanges(as(owner), world.db.read, owner.id, [id ?? ""]))[0];
const lastOf = async (task: TaskKey) =>
  (await loadLastChange(as(BEN), world.db.read, BEN.id, task))?.id;
const historyOf = (task?: TaskKey, limit = 50) =>
  readHistory(as(BEN), BEN.id, { task, limit }, undefined);

describe("a change of assignments", () => {
  test("sets what each task uses and records it with the names of both profiles", async () => {
    const [owl, lark] = [await world.create(BEN, "Owl"), await world.create(BEN, "Lark")];
    await change({ primary: owl.id });
    const id = await change({ primary: lark.id, analysis: owl.id });
    expect(await choicesOf(BEN)).toEqual({ primary: lark.id, analysis: owl.id });
    const recorded = await loaded(id);
    expect(recorded).toMatchObject({ author: BEN.id, kind: "assign", undone_by: null });
    const tasks = Object.fromEntries((recorded?.tasks ?? []).map((row) => [row.task, row]));
    expect(tasks).toMatchObject({
      primary: { from_id: owl.id, from_name: "Owl", to_id: lark.id, to_name: "Lark" },
      analysis: { from_id: null, from_name: null, to_id: owl.id, to_name: "Owl" },
    });
    expect(recorded?.tasks).toHaveLength(2);
  });

  test("to a task's own default removes the assignment, as null does", async () => {
    const { id } = await world.create(BEN, "Owl");
    await change({ primary: id, analysis: id });
    await change({ primary: defaultOf("primary"), analysis: null });
    expect(await choicesOf(BEN)).toEqual({});
  });

  test("that changes nothing is not recorded", async () => {
    const { id } = await world.create(BEN, "Owl");
    await change({ primary: id });
    const before = await world.contents();
    expect(await change({ primary: id })).toBeNull();
    expect(await change({ analysis: null, engineering: defaultOf("engineering") })).toBeNull();
    expect(await world.contents()).toEqual(before);
  });

  test("of one user leaves those of others alone", async () => {
    const { id } = await world.create(CLEO, "Owl");
    await change({ primary: id }, { by: CLEO, userId: CLEO.id });
    await change({ primary: null });
    expect(await choicesOf(CLEO)).toEqual({ primary: id });
    expect((await historyOf()).total).toBe(0);
  });

  test("records tasks whose profile was revised, with the same profile before and after", async () => {
    const { id } = await world.create(BEN, "Owl");
    await change({ primary: id });
    const revised = [{ id, from_revision: 1, to_revision: 2 }];
    const recorded = await loaded(await change({}, { kind: "tune", profiles: revised }));
    expect(recorded?.tasks).toMatchObject([{ task: "primary", from_id: id, to_id: id }]);
    expect(recorded?.profiles).toEqual(revised);
  });

  test("of a profile that no task uses is recorded for its author alone", async () => {
    const { id } = await world.create(BEN, "Owl");
    const profiles = [{ id, from_revision: 1, to_revision: 2 }];
    expect(await change({}, { by: ADA, kind: "move", profiles })).toBeNull();
    const recorded = await loaded(await change({}, { kind: "move", profiles }));
    expect(recorded).toMatchObject({ kind: "move", tasks: [], profiles });
  });

  test("by an admin or the program says so", async () => {
    const { id } = await world.create(BEN, "Owl");
    expect(await loaded(await change({ primary: id }, { by: ADA }))).toMatchObject({
      author: ADA.id,
    });
    const choices = new Map([["primary", null]]);
    const byProgram = await inTransaction((tx) =>
      changeAssignments(as(SYSTEM_ACTOR), tx, { userId: BEN.id, kind: "reset", choices }),
    );
    expect(await loaded(byProgram)).toMatchObject({ author: SYSTEM_USER_ID, kind: "reset" });
  });

  test("that undoes another one marks it, and cannot be seen by other users", async () => {
    const { id } = await world.create(BEN, "Owl");
    const done = await change({ primary: id });
    const undo = await change({ primary: null }, { kind: "undo", undoes: done ?? "" });
    expect(await loaded(done)).toMatchObject({ undone_by: undo });
    expect(await loaded(done, CLEO)).toBeUndefined();
  });
});

describe("the last change of a task", () => {
  test("is the newest one that its user can undo", async () => {
    const { id } = await world.create(BEN, "Owl");
    const first = await change({ primary: id, analysis: id });
    const second = await change({ primary: null });
    expect(await lastOf("primary")).toBe(second);
    expect(await lastOf("analysis")).toBe(first);
    expect(await lastOf("engineering")).toBeUndefined();
    await change({ primary: id }, { kind: "undo", undoes: second ?? "" });
    expect(await lastOf("primary")).toBe(first);
  });

  test.each<[string, { by?: UserActor; kind: ChangeKind }]>([
    ["made by an admin", { by: ADA, kind: "assign" }],
    ["that deleted a profile", { kind: "delete" }],
    ["that undid another", { kind: "undo" }],
  ])("is none %s", async (_of, more) => {
    const { id } = await world.create(BEN, "Owl");
    await change({ primary: id }, more);
    expect(await lastOf("primary")).toBeUndefined();
  });

  test("leads to the revision that has the content again, once that was restored", async () => {
    const { id } = await world.create(BEN, "Owl");
    const profiles = [{ id, from_revision: 1, to_revision: 2 }];
    const tuned = await change({ primary: id }, { kind: "tune", profiles });
    await inTransaction((tx) => noteRestored(as(BEN), tx, id, { content: 2, now: 4 }));
    expect((await loaded(tuned))?.profiles).toEqual([{ id, from_revision: 1, to_revision: 4 }]);
  });
});

test("a profile that is unassigned leaves the tasks of all its users, each with a change", async () => {
  const [owl, other] = [await world.create(BEN, "Owl"), await world.create(BEN, "Other")];
  await change({ primary: owl.id, analysis: owl.id, engineering: other.id });
  await change({ primary: owl.id }, { by: CLEO, userId: CLEO.id });
  const users = await usersOf(as(BEN), world.db.read, [owl.id]);
  expect(users.toSorted()).toEqual([BEN.id, CLEO.id]);
  const tasks = await inTransaction((tx) => unassignProfile(as(BEN), tx, owl.id));
  expect(tasks.toSorted()).toEqual(["analysis", "primary", "primary"]);
  expect(await choicesOf(BEN)).toEqual({ engineering: other.id });
  expect(await choicesOf(CLEO)).toEqual({});
  expect(await usersOf(as(BEN), world.db.read, [owl.id])).toEqual([]);
  const { rows } = await historyOf();
  expect(rows.slice(0, 2).map(({ change: { kind } }) => kind)).toEqual(["delete", "delete"]);
});

describe("a history", () => {
  test("has one row a task, newest first, with the author's name, and can be of one task", async () => {
    const { id } = await world.create(BEN, "Owl");
    await change({ primary: id, analysis: id });
    await change({ primary: null }, { by: ADA });
    const { rows, total } = await historyOf();
    expect(total).toBe(3);
    expect(rows.map(({ row, author_name }) => [row.task, author_name])).toEqual([
      ["primary", "Ada"],
      ["primary", "Ben"],
      ["analysis", "Ben"],
    ]);
    expect((await historyOf("analysis")).total).toBe(1);
  });

  test("comes in pages that hold every row once", async () => {
    const { id } = await world.create(BEN, "Owl");
    for (const to of [id, null, id]) await change({ primary: to, analysis: to });
    const first = await historyOf(undefined, 4);
    expect([first.rows.length, first.total]).toEqual([5, 6]);
    const last = first.rows[3]?.row;
    const after = { value: last?.number ?? 0, id: last?.task ?? "" };
    const second = await readHistory(as(BEN), BEN.id, { task: undefined, limit: 4 }, after);
    expect(second.rows).toHaveLength(2);
    const seen = [...first.rows.slice(0, 4), ...second.rows].map(({ row }) => row);
    expect(new Set(seen.map(({ number, task }) => `${number} ${task}`)).size).toBe(6);
  });

  test("keeps the last 1,000 changes", async () => {
    const { id } = await world.create(BEN, "Owl");
    await inTransaction(async (tx) => {
      for (let n = 0; n < 1002; n += 1) {
        const choices = new Map([["primary", n % 2 === 0 ? id : null]]);
        await changeAssignments(as(BEN), tx, { userId: BEN.id, kind: "assign", choices });
      }
    });
    const { rows, total } = await historyOf(undefined, 1000);
    expect(total).toBe(1000);
    expect([rows[0]?.row.number, rows.at(-1)?.row.number]).toEqual([1002, 3]);
  });
});
