import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, CHAT, CLEO, defaultOf, SMALL, testWorld, withKey } from "@/lib/testing";
import { TASK_KEYS } from "@/lib/registry/tasks";
import { DEFAULT_TASKS, filterTasks, modelsInUse, tasksStateIn } from "../task-filters";
import { listOverview } from "./overview-service";

const world = testWorld();
const { as, create, expectRefusal } = world;

/** Ben assigns a profile to Primary. */
async function assign(name: string, input: object): Promise<string> {
  const { id } = await create(BEN, name, input);
  await world.assign(BEN, { primary_profile_id: id });
  return id;
}

test("every task is listed with what its caller uses, and a user's own profile with what differs", async () => {
  const base_profile_id = defaultOf("primary");
  const prompt = "x".repeat(199) + "😀";
  const id = await assign("Mine", {
    base_profile_id,
    system_prompt: prompt,
    parameters: { temperature: 0.2, top_k: 30, seed: 7 },
  });
  const { data, has_engines } = await listOverview(as(BEN));
  expect(has_engines).toBe(false);
  expect(data.map(({ task }) => task)).toEqual(TASK_KEYS);
  expect(data[0]).toMatchObject({
    source: "user",
    profile: { id, name: "Mine", revision: 1 },
    model: { id: CHAT, available: true, context_length: 40_960 },
    engine: null,
    prompt: `${"x".repeat(199)}…`,
    // What people look at first comes first; an equal value is no difference.
    changes: [
      { path: "parameters.temperature", from: 0.65, to: 0.2 },
      { path: "parameters.seed", from: -1, to: 7 },
    ],
    warnings: [],
    last_used: null,
  });
  expect(data[1]).toMatchObject({ source: "system", assigned: null, changes: [] });
  const [other] = (await listOverview(as(CLEO))).data;
  expect(other).toMatchObject({ source: "system", profile: { id: base_profile_id } });
});

test("a task whose assigned profile cannot run says what runs instead, and why", async () => {
  const id = await assign("Gone", { model_name: SMALL });
  await world.dropModel(SMALL);
  const [primary] = (await listOverview(as(BEN))).data;
  expect(primary).toMatchObject({
    source: "fallback",
    profile: { id: defaultOf("primary") },
    assigned: { id, name: "Gone" },
    model: { id: CHAT, available: true },
    changes: [],
  });
  expect(primary?.warnings[0]?.message).toMatch(/“Gone” cannot be used: .* is used instead\.$/);
});

test("the overview is for callers who may read", async () => {
  await expectRefusal(() => listOverview(as(ANONYMOUS)), { code: "unauthenticated" });
  const call = () => listOverview(as(withKey(ADA, "service")));
  await expectRefusal(call, { code: "insufficient_scope" });
});

test("the filters of a URL leave the tasks that match all of them", async () => {
  await assign("Night owl", { model_name: SMALL });
  const { data } = await listOverview(as(BEN));
  const found = (query: string) =>
    filterTasks(data, tasksStateIn(new URLSearchParams(query))).map(({ task }) => task);
  expect(found("")).toEqual(TASK_KEYS);
  expect(found("q=night+OWL")).toEqual(["primary"]);
  expect(found("q=bullet")).toEqual(["key_points"]);
  expect(found(`model=${SMALL}`)).toEqual(["primary"]);
  expect(found("show=yours&q=analysis")).toEqual([]);
  expect(found("show=warnings")).toEqual([]);
  expect(found("show=no-engine")).toEqual(TASK_KEYS);
  expect(tasksStateIn(new URLSearchParams("show=all&tab=none"))).toEqual(DEFAULT_TASKS);
  expect(modelsInUse(data).at(0)).toEqual([CHAT, 13]);
  await world.dropModel(SMALL);
  const { data: after } = await listOverview(as(BEN));
  const warned = filterTasks(after, { ...DEFAULT_TASKS, show: "warnings" });
  expect(warned.map(({ task }) => task)).toEqual(["primary"]);
});
