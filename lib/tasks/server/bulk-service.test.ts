import { expect, test } from "vitest";
import { ANONYMOUS, type Actor } from "@/lib/actor";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { loadChoices } from "@/lib/history/server/service";
import {
  ADA,
  BEN,
  CLEO,
  CODER,
  defaultOf,
  EMBEDDER,
  faultsAt,
  SMALL,
  testWorld,
  withKey,
} from "@/lib/testing";
import { changeTasks } from "./bulk-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

const HALF = { parameters: { temperature: 0.5 } };
const TASKS = ["embedding", "engineering", "primary"];
const apply = (input: object, actor: Actor = BEN) => changeTasks(as(actor), input, false);

/** What the change would do; fails if that writes anything. */
async function preview(input: object) {
  const before = await world.contents();
  const result = await changeTasks(as(BEN), input, true);
  expect(await world.contents()).toEqual(before);
  expect(result.change).toBeNull();
  return result.data;
}

const assign = (model_profiles: object) => world.assign(BEN, model_profiles);
const choices = async () => Object.fromEntries(await loadChoices(as(BEN), BEN.id));

test("a change warns of what is new, such as a context beyond that of the other model", async () => {
  const model_name = SMALL;
  const [row] = await preview({ tasks: ["engineering"], profile: { model_name } });
  const warning = {
    code: "context_exceeded",
    message: expect.stringContaining("4,096") as unknown,
  };
  expect(row).toMatchObject({ fits: true, to: { model: model_name }, warnings: [warning] });
  await apply({ tasks: ["engineering"], profile: { model_name } });
  const again = await preview({ tasks: ["engineering"], profile: { system_prompt: "Be brief." } });
  expect(again).toMatchObject([{ changes: true, warnings: [] }]);
});

test("a dry run tells for each task what it would use, those that cannot first", async () => {
  const { id } = await create(BEN, "Mine", { model_name: CODER });
  await assign({ primary_profile_id: id });
  const rows = await preview({ tasks: TASKS, assign: id });
  expect(rows).toEqual([
    {
      task: "embedding",
      fits: false,
      changes: false,
      from: expect.objectContaining({ model: EMBEDDER, source: "system" }) as unknown,
      to: null,
      reasons: [
        {
          path: "assign",
          code: "incompatible_model",
          message: expect.stringContaining("Embedding takes “Text to embeddings”") as unknown,
        },
      ],
      warnings: [],
    },
    expect.objectContaining({
      task: "primary",
      fits: true,
      changes: false,
      reasons: [],
    }) as unknown,
    {
      task: "engineering",
      fits: true,
      changes: true,
      from: {
        profile: { id: defaultOf("engineering"), name: expect.any(String) as unknown },
        model: CODER,
        source: "system",
      },
      to: { profile: { id, name: "Mine" }, model: CODER, source: "user" },
      reasons: [],
      warnings: [],
    },
  ]);
});

test("all tasks change or none; with `only`, those that it names", async () => {
  const { id } = await create(BEN, "Mine");
  const input = { tasks: TASKS, assign: id };
  const errors = faultsAt({ "tasks.0": "incompatible_model" });
  await expectRefusal(() => apply(input), { code: "validation_failed", errors });
  const { change, data } = await apply({ ...input, only: ["engineering", "primary"] });
  expect(change).toEqual(expect.any(String));
  expect(data.map(({ task, changes }) => [task, changes])).toEqual([
    ["primary", true],
    ["engineering", true],
  ]);
  expect(await choices()).toEqual({ primary: id, engineering: id });
  const [event] = await world.events();
  expect(event).toMatchObject({ action: "config.update", after: { primary: id, engineering: id } });
  const reset = await apply({ tasks: ["primary", "engineering", "analysis"], reset: true });
  expect(reset.data.map(({ task, changes }) => [task, changes])).toEqual([
    ["primary", true],
    ["analysis", false],
    ["engineering", true],
  ]);
  expect(await choices()).toEqual({});
  const before = await world.contents();
  expect(await apply({ tasks: ["primary"], reset: true })).toMatchObject({ change: null });
  expect(await world.contents()).toEqual(before);
});

test("a value for many tasks changes each own profile once, and creates one for each default", async () => {
  const shared = await create(BEN, "Shared");
  await assign({ primary_profile_id: shared.id, analysis_profile_id: shared.id });
  const input = { tasks: ["engineering", "analysis", "primary", "formatting"], profile: HALF };
  const rows = await preview(input);
  expect(rows.map(({ to }) => to?.profile)).toEqual([
    { id: shared.id, name: "Shared" },
    { id: shared.id, name: "Shared" },
    { id: null, name: "Formatting" },
    { id: null, name: "Engineering" },
  ]);
  const { data } = await apply(input);
  expect(data.map(({ to }) => to?.profile.name)).toEqual(rows.map(({ to }) => to?.profile.name));
  for (const task of input.tasks) {
    const resolved = await resolveTask(as(BEN), task, { strict: false });
    expect(resolved).toMatchObject({ source: "user", profile: HALF });
    expect(resolved.profile.revision).toBe(resolved.profile.id === shared.id ? 2 : 1);
  }
  const events = (await world.events()).filter(({ action }) => action === "task.update");
  expect(events).toMatchObject([
    {
      target: "tasks",
      before: { primary: { profile_id: shared.id } },
      after: {
        primary: { profile_id: shared.id, "parameters.temperature": 0.5 },
        engineering: { name: "Engineering", "parameters.temperature": 0.5 },
      },
    },
  ]);
  expect(await apply(input)).toMatchObject({ change: null });
});

test("a profile that tasks outside the selection use needs a scope, as for one task", async () => {
  const shared = await create(BEN, "Shared");
  await assign({
    primary_profile_id: shared.id,
    analysis_profile_id: shared.id,
    formatting_profile_id: shared.id,
  });
  const input = { tasks: ["primary", "analysis"], profile: HALF };
  for (const row of await preview(input)) {
    expect(row).toMatchObject({ fits: false, reasons: [{ code: "profile_shared" }] });
  }
  const extra = { tasks: ["formatting"] };
  await expectRefusal(() => apply(input), { code: "profile_shared", extra });
  await apply({ ...input, scope: "this" });
  const after = await choices();
  expect(after.formatting).toBe(shared.id);
  expect(after.primary).not.toBe(shared.id);
  expect(after.analysis).toBe(after.primary);
});

test("values and models that some tasks refuse are reasons there, and faults of a real change", async () => {
  const input = { tasks: ["embedding", "primary"], profile: { model_name: CODER } };
  expect(await preview(input)).toMatchObject([
    {
      task: "embedding",
      fits: false,
      reasons: [{ path: "profile.model_name", code: "incompatible_model" }],
    },
    { task: "primary", fits: true, to: { model: CODER } },
  ]);
  await expectRefusal(() => apply(input), {
    code: "validation_failed",
    errors: faultsAt({ "tasks.0": "incompatible_model" }),
  });
  const small = {
    tasks: ["primary"],
    profile: { model_name: SMALL, parameters: { num_ctx: 8192 } },
  };
  const [row] = await preview(small);
  expect(row?.reasons).toMatchObject([
    { path: "profile.parameters.num_ctx", code: "out_of_range" },
  ]);
});

test("a profile that the caller cannot see is refused as one that does not exist", async () => {
  const { id } = await create(CLEO, "Cleo's");
  for (const isDryRun of [true, false]) {
    const call = () => changeTasks(as(BEN), { tasks: ["primary"], assign: id }, isDryRun);
    const errors = faultsAt({ assign: "profile_not_found" });
    await expectRefusal(call, { code: "validation_failed", errors });
  }
});

test.each([
  ["nothing to do", { tasks: ["primary"] }],
  ["two things to do", { tasks: ["primary"], reset: true, profile: {} }],
  ["no task", { tasks: [], reset: true }],
  ["a task twice", { tasks: ["primary", "primary"], reset: true }],
  ["an unknown task", { tasks: ["x"], reset: true }],
  ["`only` with another task", { tasks: ["primary"], only: ["analysis"], reset: true }],
  ["reset: false", { tasks: ["primary"], reset: false }],
  ["an unknown field", { tasks: ["primary"], reset: true, colour: 1 }],
])("%s is not a request", async (_what, input) => {
  for (const isDryRun of [true, false]) {
    const call = () => changeTasks(as(BEN), input, isDryRun);
    await expectRefusal(call, { code: "validation_failed" });
  }
});

test.each([
  ["an anonymous caller", ANONYMOUS, "unauthenticated"],
  ["a key that only reads", withKey(BEN, "read"), "insufficient_scope"],
  ["a key that only resolves for others", withKey(ADA, "service"), "insufficient_scope"],
] as const)("%s can neither change tasks nor preview that", async (_who, actor, code) => {
  const input = { tasks: ["primary"], profile: HALF };
  for (const isDryRun of [true, false]) {
    await expectRefusal(() => changeTasks(as(actor), input, isDryRun), { code });
  }
});
