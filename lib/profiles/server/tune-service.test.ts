import { afterEach, describe, expect, test, vi } from "vitest";
import { type Transaction, withTransaction } from "@/db/transaction";
import type { UserActor } from "@/lib/actor";
import { setBound } from "@/lib/bounds/server/service";
import { forgetSingleton } from "@/lib/http/server/testing";
import { findTask, type TaskKey } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import {
  ADA,
  BEN,
  CHAT,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  setTime,
  SMALL,
  testWorld,
} from "@/lib/testing";
import { profileQuery } from "../query";
import { trashQuery } from "../trash-contract";
import { listRevisions } from "./revisions-service";
import { getProfile, listProfiles, patchProfile } from "./service";
import { listTrash } from "./trash-service";
import { createForTask, loadStates, patchOwn, undoCreation, undoPatch } from "./tune-service";
import { readableProfile } from "./write";

const world = testWorld();
const { as, create, expectRefusal } = world;

afterEach(() => {
  vi.unstubAllEnvs();
  forgetSingleton("quotas");
});

const UNKNOWN = "99999999-0000-4000-8000-000000000000";
const WARM = { parameters: { temperature: 0.5 } };
const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => withTransaction(world.db, work);
const coolest = () => setBound(as(ADA), { path: "parameters.temperature", task: null, max: 0.2 });
const ownNames = async (owner = BEN) =>
  (await listProfiles(as(owner), profileQuery.parse({ owner: "me" }))).data.map(({ name }) => name);

function taskOf(key: TaskKey): Task {
  const task = findTask(key);
  if (!task) throw new Error(`there is no task ${key}`);
  return task;
}

/** Allows each user so many profiles until the end of the test. */
function allowProfiles(limit: number): void {
  vi.stubEnv("QUOTA_PROFILES", String(limit));
  forgetSingleton("quotas");
}

describe("a patch of the user's own profile", () => {
  const patch = async (id: string, change: unknown) => {
    const current = await readableProfile(as(BEN), id);
    return inTransaction((tx) => patchOwn(as(BEN), tx, current, change));
  };

  test("changes what it names alone, as the next revision, and leaves the event to the caller", async () => {
    const parameters = { temperature: 0.1, top_k: 7, top_p: 0.9 };
    const before = await create(BEN, "Mine", { description: "Kept", parameters });
    const other = await create(BEN, "Other", { parameters });
    const events = await world.events();
    setTime("2030-01-01T00:00:00.000Z");
    const change = { parameters: { temperature: 0.5, top_k: null } };
    expect(await patch(before.id, change)).toEqual({
      id: before.id,
      name: "Mine",
      model_name: CHAT,
      from_revision: 1,
      to_revision: 2,
      audit: {
        before: { "parameters.temperature": 0.1, "parameters.top_k": 7 },
        after: { "parameters.temperature": 0.5 },
      },
    });
    expect(await getProfile(as(BEN), before.id)).toEqual({
      ...before,
      parameters: { temperature: 0.5, top_p: 0.9 },
      revision: 2,
      updated_at: "2030-01-01T00:00:00.000Z",
    });
    expect((await listRevisions(as(BEN), before.id, { limit: 10 })).total).toBe(2);
    expect(await getProfile(as(BEN), other.id)).toEqual(other);
    expect(await world.events()).toEqual(events);
  });

  test("that results in what is stored writes nothing", async () => {
    const { id } = await create(BEN, "Mine", WARM);
    const before = await world.contents();
    for (const change of [{}, WARM, { parameters: { top_p: null }, description: null }]) {
      expect(await patch(id, change)).toBeNull();
    }
    expect(await world.contents()).toEqual(before);
  });

  test.each<[string, unknown, Record<string, string>]>([
    ["no object", "warm", { "": "invalid_type" }],
    [
      "a value out of its range",
      { parameters: { temperature: 9 } },
      { "parameters.temperature": "out_of_range" },
    ],
    ["a field that does not exist", { colour: null }, { colour: "unknown_field" }],
    ["a model that does not exist", { model_name: "none" }, { model_name: "unknown_model" }],
    ["a model that does not fit", { model_name: EMBEDDER }, { model_name: "incompatible_model" }],
    ["another owner", { user_id: CLEO.id }, { user_id: "read_only" }],
    ["an unknown base", { base_profile_id: UNKNOWN }, { base_profile_id: "invalid_base" }],
  ])("with %s is refused", async (_what, change, faults) => {
    const { id } = await create(BEN, "Mine");
    const errors = faultsAt(faults);
    await expectRefusal(() => patch(id, change), { code: "validation_failed", errors });
  });

  test("keeps a value that is older than a limit, and sets none beyond it", async () => {
    const { id } = await create(BEN, "Mine", WARM);
    await coolest();
    expect(await patch(id, { description: "Still warm" })).toMatchObject({ to_revision: 2 });
    await expectRefusal(() => patch(id, { parameters: { temperature: 0.4 } }), {
      code: "validation_failed",
      errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
    });
  });

  test("is refused a name that another of the user's profiles has; another user's name is free", async () => {
    const { id } = await create(BEN, "Mine");
    await create(BEN, "Other");
    await create(CLEO, "Theirs");
    await expectRefusal(() => patch(id, { name: "OTHER" }), { code: "name_taken" });
    expect(await patch(id, { name: "Theirs" })).toMatchObject({ name: "Theirs" });
  });
});

describe("a profile that is created for a task", () => {
  const make = async (sourceId: string, change: unknown, key: TaskKey = "engineering") => {
    const source = await readableProfile(as(BEN), sourceId);
    return inTransaction((tx) => createForTask(as(BEN), tx, { source, task: taskOf(key) }, change));
  };
  const base = defaultOf("engineering");

  test("from a default is based on it, has the values of the patch alone and the task's name", async () => {
    const before = await getProfile(as(BEN), base);
    const made = await make(base, WARM);
    expect(made).toMatchObject({
      name: "Engineering",
      model_name: CODER,
      from_revision: null,
      to_revision: 1,
      audit: { before: null, after: { "parameters.temperature": 0.5, base_profile_id: base } },
    });
    const stored = await getProfile(as(BEN), made?.id ?? "");
    expect(stored).toMatchObject({ user_id: BEN.id, base_profile_id: base, system_prompt: "" });
    expect(stored.parameters).toEqual({ temperature: 0.5 });
    expect(await getProfile(as(BEN), base)).toEqual(before);
    expect(await world.events()).toEqual([]);
  });

  test("of the user's own profile is a copy for the task, even without a change", async () => {
    const source = await create(BEN, "Mine", { ...WARM, system_prompt: "Be brief" });
    for (const change of [{}, { parameters: { top_k: 7 } }]) {
      const made = await make(source.id, change);
      expect(await getProfile(as(BEN), made?.id ?? "")).toMatchObject({
        type: 18,
        model_name: CHAT,
        base_profile_id: null,
        system_prompt: "Be brief",
        parameters: { ...WARM.parameters, ...change.parameters },
      });
    }
    expect(await getProfile(as(BEN), source.id)).toEqual(source);
    expect((await ownNames()).toSorted()).toEqual(["Engineering", "Engineering 2", "Mine"]);
  });

  test("gets the next name that is free, whatever other users have, or the one of the patch", async () => {
    await create(CLEO, "Engineering 3");
    await create(BEN, "ENGINEERING");
    await create(BEN, "Engineering 2");
    expect((await make(base, WARM))?.name).toBe("Engineering 3");
    expect((await make(base, { ...WARM, name: "Warm" }))?.name).toBe("Warm");
    const taken = { ...WARM, name: "engineering 2" };
    await expectRefusal(() => make(base, taken), { code: "name_taken" });
  });

  test("is not, if it would do what the default does", async () => {
    const { parameters } = await getProfile(as(BEN), base);
    const before = await world.contents();
    for (const change of [{}, { parameters }, { parameters: { top_p: null } }]) {
      expect(await make(base, change)).toBeNull();
    }
    expect(await world.contents()).toEqual(before);
    expect(await make(base, { parameters, name: "By its name" })).toMatchObject({ to_revision: 1 });
    expect(await make(base, { description: "By its description" })).not.toBeNull();
    expect(await make(base, { model_name: CHAT })).toMatchObject({ model_name: CHAT });
  });

  test("keeps a missing model of the user's own profile, but accepts no other missing model", async () => {
    const source = await create(BEN, "Mine", { model_name: SMALL });
    await world.dropModel(SMALL);
    expect(await make(source.id, WARM)).toMatchObject({ model_name: SMALL });
    await expectRefusal(() => make(base, { model_name: SMALL }), {
      code: "validation_failed",
      errors: faultsAt({ model_name: "unknown_model" }),
    });
  });

  test("copies no value past a limit, and counts for the number of profiles", async () => {
    const source = await create(BEN, "Mine", WARM);
    await coolest();
    for (const key of ["primary", "engineering"] as const) {
      await expectRefusal(() => make(source.id, {}, key), {
        code: "validation_failed",
        errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
      });
    }
    allowProfiles(1);
    const call = () => make(base, { parameters: { temperature: 0.1 } });
    await expectRefusal(call, { code: "quota_exceeded", extra: { limit: 1, used: 1 } });
  });

  test.each<[string, unknown, Record<string, string>]>([
    ["no object", [], { "": "invalid_type" }],
    ["a field that does not exist", { colour: null }, { colour: "unknown_field" }],
    ["a task that does not exist", { type: 40 }, { type: "invalid_value" }],
  ])("is refused with %s", async (_what, change, faults) => {
    const errors = faultsAt(faults);
    await expectRefusal(() => make(base, change), { code: "validation_failed", errors });
  });
});

describe("the states of profiles", () => {
  const states = (actor: UserActor, ...ids: string[]) => loadStates(as(actor), world.db.read, ids);

  test("cover the user's own profiles and defaults, never another user's, not even for an admin", async () => {
    const [mine, theirs] = [await create(BEN, "Mine"), await create(CLEO, "Theirs")];
    await patchProfile(as(BEN), mine.id, WARM, null);
    const asked = [mine.id, theirs.id, defaultOf("primary"), UNKNOWN] as const;
    const found = await states(BEN, ...asked);
    expect([...found.keys()].toSorted()).toEqual([mine.id, defaultOf("primary")].toSorted());
    expect(found.get(mine.id)).toEqual({
      id: mine.id,
      name: "Mine",
      revision: 2,
      model_name: CHAT,
      has_children: false,
    });
    expect([...(await states(ADA, ...asked)).keys()]).toEqual([defaultOf("primary")]);
    expect((await states(BEN)).size).toBe(0);
  });

  test("say whether any profile is based on one, also another user's on a default", async () => {
    const mine = await create(BEN, "Mine");
    const [primary, analysis] = [defaultOf("primary"), defaultOf("analysis")];
    await create(BEN, "Child", { base_profile_id: mine.id });
    await create(CLEO, "Theirs", { base_profile_id: primary });
    const found = await states(BEN, mine.id, primary, analysis);
    const hasChildren = (id: string) => found.get(id)?.has_children;
    expect([mine.id, primary, analysis].map(hasChildren)).toEqual([true, true, false]);
  });
});

describe("undoing a patch", () => {
  const undo = (id: string, revision = 1, actor: UserActor = BEN) =>
    inTransaction((tx) => undoPatch(as(actor), tx, id, revision));
  /** A profile of Ben's at revision 2, which `change` made. */
  const changed = async (change: object, input: object = {}) => {
    const { id } = await create(BEN, "Mine", input);
    await patchProfile(as(BEN), id, change, null);
    return id;
  };

  test("brings the content before back as a new revision, and leaves the event to the caller", async () => {
    const id = await changed({ name: "Other", parameters: { temperature: 0.5 } });
    const events = await world.events();
    expect(await undo(id)).toEqual({
      id,
      name: "Mine",
      model_name: CHAT,
      from_revision: 2,
      to_revision: 3,
      audit: {
        before: { name: "Other", "parameters.temperature": 0.5 },
        after: { name: "Mine" },
      },
    });
    expect(await getProfile(as(BEN), id)).toMatchObject({ name: "Mine", parameters: {} });
    expect((await listRevisions(as(BEN), id, { limit: 10 })).total).toBe(3);
    expect(await world.events()).toEqual(events);
  });

  test("brings a model back that has left the catalog", async () => {
    const id = await changed({ model_name: CHAT }, { model_name: SMALL });
    await world.dropModel(SMALL);
    expect(await undo(id)).toMatchObject({ model_name: SMALL, to_revision: 3 });
  });

  test("is refused where the content before cannot be saved any more", async () => {
    const id = await changed({ name: "Other", parameters: { temperature: 0.1 } }, WARM);
    await expectRefusal(() => undo(id, 3), { code: "revision_not_found" });
    const { id: taken } = await create(BEN, "Mine");
    await expectRefusal(() => undo(id), { code: "name_taken" });
    await patchProfile(as(BEN), taken, { name: "Another" }, null);
    await coolest();
    await expectRefusal(() => undo(id), {
      code: "validation_failed",
      errors: faultsAt({ "parameters.temperature": "out_of_bounds" }),
    });
  });

  test("is refused for what the caller may not change", async () => {
    const id = await changed(WARM);
    for (const actor of [CLEO, ADA]) {
      await expectRefusal(() => undo(id, 1, actor), { code: "profile_not_found" });
    }
    await expectRefusal(() => undo(defaultOf("primary")), { code: "permission_denied" });
  });
});

describe("undoing a creation", () => {
  const undo = (id: string, actor: UserActor = BEN) =>
    inTransaction((tx) => undoCreation(as(actor), tx, id));

  test("moves the profile alone into its owner's trash, and leaves the event to the caller", async () => {
    const { id } = await create(BEN, "Mine");
    await create(BEN, "Other");
    const events = await world.events();
    await undo(id);
    await expectRefusal(() => getProfile(as(BEN), id), { code: "profile_not_found" });
    expect(await ownNames()).toEqual(["Other"]);
    const { data } = await listTrash(as(BEN), trashQuery.parse({}));
    expect(data).toMatchObject([{ id, name: "Mine", tasks: [] }]);
    expect(await world.events()).toEqual(events);
  });

  test("is refused for what the caller may not change, and for what is gone", async () => {
    const { id } = await create(BEN, "Mine");
    for (const actor of [CLEO, ADA]) {
      await expectRefusal(() => undo(id, actor), { code: "profile_not_found" });
    }
    await expectRefusal(() => undo(defaultOf("primary")), { code: "permission_denied" });
    await undo(id);
    await expectRefusal(() => undo(id), { code: "profile_not_found" });
  });
});
