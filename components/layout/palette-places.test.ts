import { describe, expect, test } from "vitest";
import type { OptionGroup } from "@/components/ui/combobox";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { ModelRow } from "@/lib/models/row";
import type { ListedProfile } from "@/lib/profiles/schema";
import { TASKS } from "@/lib/registry/tasks";
import {
  ADMIN_PAGES,
  modelPlaces,
  PAGES,
  profilePlaces,
  search,
  taskPlaces,
} from "./palette-places";
import { ADMIN_PLACES, PLACES, SETTINGS_PLACES } from "./places";

const group = (...labels: string[]): OptionGroup => ({
  label: "Things",
  options: labels.map((label) => ({ value: label, label })),
});
const labelsOf = (groups: readonly OptionGroup[]) =>
  groups.map(({ options }) => options.map(({ label }) => label));

describe("the places", () => {
  test("have every page once, also those of the settings and of admins", () => {
    const values = [...PAGES.options, ...ADMIN_PAGES.options].map(({ value }) => value);
    for (const { href } of [...PLACES, ...SETTINGS_PLACES, ...ADMIN_PLACES]) {
      expect(values.filter((value) => value === href)).toEqual([href]);
    }
    expect(new Set(values).size).toBe(values.length);
  });

  test("of tasks are all tasks, each with what it is for", () => {
    expect(taskPlaces().options.map(({ label }) => label)).toEqual(TASKS.map(({ label }) => label));
    for (const { note } of taskPlaces().options) expect(note).toMatch(/^.+ · .+$/);
  });

  test("of profiles name the task, the model and the system's defaults", () => {
    const profile = { id: "p", name: "Mine", type: 1, model_name: "m", user_id: "ben" };
    const others = [
      profile,
      { ...profile, id: "d", user_id: SYSTEM_USER_ID },
      { ...profile, type: 99 },
    ];
    expect(profilePlaces(others as ListedProfile[]).options).toEqual([
      { value: "/profiles/p", label: "Mine", note: "Primary · m" },
      { value: "/profiles/d", label: "Mine", note: "Primary · m · System default" },
      { value: "/profiles/p", label: "Mine", note: "Task · m" },
    ]);
  });

  test("of models lead to their pages, whatever their ids", () => {
    const model = { id: "a/b c", name: "B", task: "TextToText", context_length: 8192 } as ModelRow;
    expect(modelPlaces([model]).options).toEqual([
      { value: "/models/a%2Fb%20c", label: "B", note: "a/b c · Text to text · 8,192 tokens" },
    ]);
  });

  test("of lists that are not loaded are none", () => {
    expect([profilePlaces().options, modelPlaces().options]).toEqual([[], []]);
  });
});

describe("a search", () => {
  test("shows the same name first, then names that have the words earlier", () => {
    const { found } = search([group("My code", "Code review", "Code", "A code")], " CODE ");
    expect(labelsOf(found)).toEqual([["Code", "Code review", "A code", "My code"]]);
  });

  test("puts names before notes, and keeps the order of what matches equally well", () => {
    const options = [
      { value: "1", label: "Zebra", note: "code" },
      { value: "2", label: "Ant", note: "code" },
      { value: "3", label: "Code" },
    ];
    expect(labelsOf(search([{ options }], "code").found)).toEqual([["Code", "Zebra", "Ant"]]);
  });

  test("finds options with every word in any order, and leaves out empty groups", () => {
    const groups = [group("Careful coder", "Careful writer"), group("Other")];
    expect(labelsOf(search(groups, "coder careful").found)).toEqual([["Careful coder"]]);
    expect(search(groups, "nothing")).toEqual({ found: [], more: 0 });
  });

  test("shows at most 12 of each group and counts the others", () => {
    const many = Array.from({ length: 15 }, (_, index) => `Item ${index}`);
    const { found, more } = search([group(...many), group("Item")], "item");
    expect(found.map(({ options }) => options.length)).toEqual([12, 1]);
    expect(more).toBe(3);
  });

  test("for nothing shows the beginning of every group", () => {
    const { found, more } = search([group("b", "a"), group("c")], " ");
    expect(labelsOf(found)).toEqual([["b", "a"], ["c"]]);
    expect(more).toBe(0);
  });
});
