import { describe, expect, test } from "vitest";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { ListedProfile } from "@/lib/profiles/schema";
import { findTask } from "@/lib/registry/tasks";
import type { ModelTask, Task } from "@/lib/registry/types";
import { fittingTasks, lookupOf, optionsFor, optionsForAll, whyNotAssignable } from "./lookup";

function task(key: string): Task {
  const found = findTask(key);
  if (!found) throw new Error(`there is no task ${key}`);
  return found;
}

const PRIMARY = task("primary");
const ENGINEERING = task("engineering");
const EMBEDDING = task("embedding");

/** A profile whose model has its name; null is a model that is not in the catalog. */
function profile(
  id: string,
  { type }: Task,
  model_task: ModelTask | null = "TextToText",
  user_id = "ben",
) {
  return { id, name: id, type, model_name: `${id}-model`, model_task, user_id } as ListedProfile;
}

const defaultOf = (each: Task, modelTask: ModelTask = "TextToText") =>
  profile(each.default_profile_id, each, modelTask, SYSTEM_USER_ID);
const DEFAULTS = [defaultOf(ENGINEERING), defaultOf(PRIMARY)];
const CHAT = profile("Chat", PRIMARY);
const CODE = profile("code", ENGINEERING);
const VECTORS = profile("Vectors", EMBEDDING, "TextToEmbeddings");
const GONE = profile("Gone", PRIMARY, null);
const LOOKUP = lookupOf([CODE, ...DEFAULTS, VECTORS, GONE, CHAT]);
const idsOf = (profiles: readonly { id: string }[]) => profiles.map(({ id }) => id);

describe("a lookup", () => {
  test("has the user's profiles by name and the defaults by task", () => {
    expect(idsOf(LOOKUP.own)).toEqual(["Chat", "code", "Gone", "Vectors"]);
    expect(idsOf(LOOKUP.defaults)).toEqual([
      PRIMARY.default_profile_id,
      ENGINEERING.default_profile_id,
    ]);
    expect(LOOKUP.profiles.get("code")).toBe(CODE);
  });

  test("has only models of the catalog", () => {
    expect(LOOKUP.models.get("Chat-model")).toEqual({ id: "Chat-model", task: "TextToText" });
    expect(LOOKUP.models.has("Gone-model")).toBe(false);
  });

  test("leaves the list that it is made from as it was", () => {
    const given = [CODE, CHAT];
    lookupOf(given);
    expect(given).toEqual([CODE, CHAT]);
  });
});

describe("a profile can be assigned", () => {
  test("to each task that takes its model, whatever task it was made for", () => {
    expect(whyNotAssignable(PRIMARY, CODE, "", LOOKUP)).toBeUndefined();
  });

  test("to no other task, for a reason that names model and task", () => {
    expect(whyNotAssignable(PRIMARY, VECTORS, "", LOOKUP)).toMatch(
      /^Vectors-model is for “Text to embeddings”; Primary takes “Text to text”/,
    );
    expect(whyNotAssignable(PRIMARY, GONE, "", LOOKUP)).toBe("Gone-model is not in the catalog");
  });

  test("if it is already saved there, or the task's default, even without a model that fits", () => {
    expect(whyNotAssignable(PRIMARY, GONE, "Gone", LOOKUP)).toBeUndefined();
    const broken = defaultOf(PRIMARY, "TextToEmbeddings");
    expect(whyNotAssignable(PRIMARY, broken, "", lookupOf([broken]))).toBeUndefined();
    expect(whyNotAssignable(ENGINEERING, broken, "", lookupOf([broken]))).toBeDefined();
  });

  test("anew to the tasks that it fits", () => {
    const tasks = [PRIMARY, EMBEDDING, ENGINEERING];
    expect(fittingTasks(tasks, CHAT, LOOKUP)).toEqual([PRIMARY, ENGINEERING]);
    expect(fittingTasks(tasks, VECTORS, LOOKUP)).toEqual([EMBEDDING]);
    expect(fittingTasks(tasks, GONE, LOOKUP)).toEqual([]);
  });
});

describe("the options", () => {
  test("for a task are its default, then profiles for it, then the others, then other defaults", () => {
    const groups = optionsFor(PRIMARY, "", LOOKUP);
    const shown = groups.map(({ label, options }) => [label, options.map(({ value }) => value)]);
    expect(shown).toEqual([
      ["Default for this task", [PRIMARY.default_profile_id]],
      ["Your profiles for Primary", ["Chat", "Gone"]],
      ["Your other profiles", ["code", "Vectors"]],
      ["Defaults for other tasks", [ENGINEERING.default_profile_id]],
    ]);
    const disabled = groups.flatMap(({ options }) => options.filter((each) => each.disabled));
    expect(disabled.map(({ value }) => value)).toEqual(["Gone", "Vectors"]);
  });

  test("have no empty groups", () => {
    expect(optionsFor(PRIMARY, "", lookupOf([]))).toEqual([]);
    expect(optionsFor(PRIMARY, "", lookupOf([CHAT])).map(({ label }) => label)).toEqual([
      "Your profiles for Primary",
    ]);
    expect(optionsForAll([PRIMARY], lookupOf([CHAT])).map(({ label }) => label)).toEqual([
      "Your profiles",
    ]);
  });

  test("for several tasks say how many of them a profile fits, if not all", () => {
    const [own] = optionsForAll([PRIMARY, EMBEDDING, ENGINEERING], LOOKUP);
    expect(own?.options.map(({ label, note, disabled }) => [label, note, disabled])).toEqual([
      ["Chat", "Chat-model · fits 2 of 3 tasks", undefined],
      ["code", "code-model · fits 2 of 3 tasks", undefined],
      ["Gone", "Gone-model", "Its model fits none of the tasks."],
      ["Vectors", "Vectors-model · fits 1 of 3 tasks", undefined],
    ]);
    const [all] = optionsForAll([PRIMARY, ENGINEERING], lookupOf([CHAT]));
    expect(all?.options[0]).toMatchObject({ note: "Chat-model", disabled: undefined });
  });
});
