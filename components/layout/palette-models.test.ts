import { describe, expect, test } from "vitest";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import type { ModelRow } from "@/lib/models/row";
import type { ListedProfile } from "@/lib/profiles/schema";
import { findTask } from "@/lib/registry/tasks";
import { modelPlaces, search, taskPlaces } from "./palette-places";

const DEFAULT = {
  id: findTask("engineering")?.default_profile_id,
  model_name: "qwen3-coder:30b",
} as ListedProfile;
const ROW = { task: "engineering", model: { id: "devstral:24b" } } as TaskOverview;

const found = (group: ReturnType<typeof taskPlaces>, words: string) =>
  search([group], words).found.flatMap(({ options }) => options.map(({ label }) => label));

describe("a task is found in the palette", () => {
  test("by the model that it uses", () => {
    expect(found(taskPlaces([ROW], [DEFAULT]), "devstral")).toEqual(["Engineering"]);
    expect(found(taskPlaces([ROW], [DEFAULT]), "coder")).toEqual([]);
  });

  test("by the model of its default while the overview is not loaded", () => {
    const places = taskPlaces([], [DEFAULT]);
    expect(found(places, "coder")).toEqual(["Engineering"]);
    const task = places.options.find(({ label }) => label === "Engineering");
    expect(task?.note).toMatch(/^usually qwen3-coder:30b · /);
  });
});

test("a model whose name is its id is shown by it once", () => {
  const model = { id: "a", name: "a", task: "TextToText", context_length: null } as ModelRow;
  const notes = modelPlaces([model, { ...model, name: "A" }]).options.map(({ note = "" }) => note);
  expect(notes[0]).not.toContain("a · ");
  expect(notes[1]).toMatch(/^a · /);
});
