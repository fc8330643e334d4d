import { expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { BEN, CLEO, testWorld } from "@/lib/testing";
import { changeAssignments, loadChanges, loadChoices, unassignProfile } from "./service";

const world = testWorld();
const { as } = world;

/** Records that a profile of Ben's was revised; it may be used by some tasks. */
const revise = (id: string, to_revision: number) =>
  withTransaction(world.db, (tx) =>
    changeAssignments(as(BEN), tx, {
      ...{ userId: BEN.id, kind: "tune", choices: new Map() },
      profiles: [{ id, from_revision: to_revision - 1, to_revision }],
    }),
  );

test("several changes are read together, each with its own tasks and profiles", async () => {
  const [owl, lark] = [await world.create(BEN, "Owl"), await world.create(BEN, "Lark")];
  await world.assign(BEN, { primary_profile_id: owl.id, analysis_profile_id: lark.id });
  const ids = [(await revise(owl.id, 2)) ?? "", (await revise(lark.id, 3)) ?? ""];
  const changes = await loadChanges(as(BEN), world.db.read, BEN.id, ids);
  const parts = changes.map(({ id, tasks, profiles }) => [
    id,
    tasks.map(({ task }) => task),
    profiles,
  ]);
  expect(Object.fromEntries(parts.map(([id, ...rest]) => [id, rest]))).toEqual({
    [ids[0] ?? ""]: [["primary"], [{ id: owl.id, from_revision: 1, to_revision: 2 }]],
    [ids[1] ?? ""]: [["analysis"], [{ id: lark.id, from_revision: 2, to_revision: 3 }]],
  });
  expect(await loadChanges(as(BEN), world.db.read, CLEO.id, ids)).toEqual([]);
});

test("a revised profile that no task uses is recorded for its author without tasks", async () => {
  const owl = await world.create(BEN, "Owl");
  const id = (await revise(owl.id, 2)) ?? "";
  expect(await loadChanges(as(BEN), world.db.read, BEN.id, [id])).toMatchObject([
    { id, kind: "tune", tasks: [], profiles: [{ id: owl.id }] },
  ]);
});

test("a profile that is taken from several users is taken from the tasks of each alone", async () => {
  const owl = await world.create(BEN, "Owl");
  await world.assign(BEN, { primary_profile_id: owl.id, analysis_profile_id: owl.id });
  await withTransaction(world.db, (tx) =>
    changeAssignments(as(CLEO), tx, {
      ...{ userId: CLEO.id, kind: "assign", choices: new Map([["engineering", owl.id]]) },
    }),
  );
  const tasks = await withTransaction(world.db, (tx) => unassignProfile(as(BEN), tx, owl.id));
  expect(tasks.toSorted()).toEqual(["analysis", "engineering", "primary"]);
  for (const { id } of [BEN, CLEO]) expect((await loadChoices(as(BEN), id)).size).toBe(0);
});
