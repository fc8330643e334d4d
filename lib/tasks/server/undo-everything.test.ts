import { expect, test } from "vitest";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import { loadChoices } from "@/lib/history/server/service";
import { BEN, CHAT, CODER, defaultOf, testWorld } from "@/lib/testing";
import { historyQuery } from "../schema";
import { changeTasks } from "./bulk-service";
import { listHistory } from "./history-service";
import { tuneTask } from "./tune-service";
import { restoreAssignment, undoChange } from "./undo-service";

const world = testWorld();
const ctx = () => world.as(BEN);

const TASKS = ["primary", "analysis", "engineering"] as const;

/** Numbers from 0 to `below` - 1, always the same for a seed. */
function numbers(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

type Next = ReturnType<typeof numbers>;
const pick = <T>(next: Next, from: readonly [T, ...T[]]): T => from[next(from.length)] ?? from[0];

/** What each task runs, without what every write changes. */
async function snapshot() {
  const tasks = await Promise.all(
    TASKS.map(async (task) => {
      const { source, profile, effective } = await resolveTask(ctx(), task, { strict: false });
      const { revision: _revision, updated_at: _updated, ...content } = profile;
      return { source, content, effective };
    }),
  );
  return { tasks, choices: await loadChoices(ctx(), BEN.id) };
}

function patchOf(next: Next) {
  const temperature = next(20) / 10;
  return pick<object>(next, [
    { parameters: { temperature } },
    { parameters: { top_k: next(50), temperature: null } },
    { system_prompt: `Prompt ${next(9)}` },
    { model_name: pick(next, [CHAT, CODER]), parameters: { num_ctx: 4096 + next(1000) } },
  ]);
}

/** Makes one change of a kind that can be undone. @returns its id; null if it changed nothing */
async function change(next: Next, profiles: readonly [string, ...string[]]) {
  const task = pick(next, TASKS);
  const scope = pick(next, ["this", "all"] as const);
  const left = pick(next, TASKS);
  const two = TASKS.filter((key) => key !== left);
  const bulk = (input: object) => changeTasks(ctx(), { tasks: two, ...input }, false);
  switch (next(5)) {
    case 0:
      return (await bulk({ assign: pick(next, profiles) })).change;
    case 1:
      return (await bulk({ reset: true })).change;
    case 2:
      return (await bulk({ profile: patchOf(next), scope })).change;
    case 3: {
      const { data } = await listHistory(ctx(), historyQuery.parse({ task }));
      const entry = data.find(({ can_restore }) => can_restore);
      if (!entry) return null;
      return (await restoreAssignment(ctx(), task, { change: entry.change })).data.change;
    }
    default:
      return (await tuneTask(ctx(), task, { profile: patchOf(next), scope }, null)).data.change;
  }
}

test.each([[1], [2], [3], [4]])(
  "undoing all changes one by one returns to the state before each, whatever they were (%i)",
  async (seed) => {
    const next = numbers(seed);
    const mine = await world.create(BEN, "Mine", { parameters: { top_k: 7 } });
    const other = await world.create(BEN, "Other", { base_profile_id: mine.id });
    const profiles = [mine.id, other.id, defaultOf("formatting")] as const;
    const done: { id: string; before: unknown }[] = [];
    for (let step = 0; step < 15; step += 1) {
      const before = await snapshot();
      const id = await change(next, profiles);
      if (id === null) expect(await snapshot()).toEqual(before);
      else done.push({ id, before });
    }
    expect(done.length).toBeGreaterThan(5);
    const { data } = await listHistory(ctx(), historyQuery.parse({ limit: "1" }));
    expect(data[0]).toMatchObject({ change: done.at(-1)?.id, can_undo: true });
    for (const { id, before } of done.toReversed()) {
      await undoChange(ctx(), { change: id });
      expect(await snapshot()).toEqual(before);
    }
  },
);
