import { expect, test } from "vitest";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { type Change, changesIn, changeTitle, noUndoText, sidesOf } from "./changes";

const MINE = { id: "mine", name: "Mine" };
const OTHER = { id: "other", name: "Other" };

function entry(change: string, task: HistoryEntry["task"], set: Partial<HistoryEntry> = {}) {
  return {
    change,
    task,
    created_at: "2030-01-01T10:00:00.000Z",
    kind: "assign",
    author: "ben",
    author_name: "Ben",
    from: null,
    to: MINE,
    from_revision: null,
    to_revision: null,
    undone: false,
    can_undo: false,
    can_restore: true,
    ...set,
  } as const satisfies HistoryEntry;
}

test("entries of one change are together, also across pages, in the order of the history", () => {
  const entries = [
    entry("third", "primary"),
    entry("second", "primary"),
    entry("second", "analysis"),
    entry("first", "primary"),
  ];
  const tasks = changesIn(entries).map((change) => change.map(({ task }) => task));
  expect(tasks).toEqual([["primary"], ["primary", "analysis"], ["primary"]]);
  expect(changesIn([])).toEqual([]);
});

test.each<[string, Change]>([
  ["Assigned “Mine” to Primary", [entry("a", "primary")]],
  ["Assigned “Mine” to 2 tasks", [entry("a", "primary"), entry("a", "analysis")]],
  ["Assigned profiles to 2 tasks", [entry("a", "primary"), entry("a", "analysis", { to: OTHER })]],
  ["Deleted “Other”, used by Primary", [entry("a", "primary", { kind: "delete", from: OTHER })]],
  ["Restored “Mine” for Primary", [entry("a", "primary", { kind: "restore" })]],
  ["Restored the default of Primary", [entry("a", "primary", { kind: "restore", to: null })]],
  ["Reset Primary to its default", [entry("a", "primary", { kind: "reset" })]],
  [
    "Reset 2 tasks to their defaults",
    [entry("a", "primary", { kind: "reset" }), entry("a", "analysis", { kind: "reset" })],
  ],
  ["Switched the model of Primary", [entry("a", "primary", { kind: "move" })]],
  // One request can assign profiles to some tasks and reset others.
  ["Changed 2 tasks", [entry("a", "primary", { kind: "reset" }), entry("a", "analysis")]],
])("a change is titled by what it did: %s", (title, change) => {
  expect(changeTitle(change)).toBe(title);
});

test("an entry names the profiles before and after, or the revisions of the same one", () => {
  expect(sidesOf(entry("a", "primary"))).toEqual({ of: undefined, from: "Default", to: "Mine" });
  expect(sidesOf(entry("a", "primary", { from: OTHER, to: null }))).toEqual({
    of: undefined,
    from: "Other",
    to: "Default",
  });
  const tuned = { from: MINE, from_revision: 1, to_revision: 2 };
  expect(sidesOf(entry("a", "primary", tuned))).toEqual({
    of: "Mine",
    from: "revision 1",
    to: "revision 2",
  });
});

test("a change without an undo says why, unless it was undone or is of a kind that cannot be", () => {
  expect(noUndoText(entry("a", "primary"))).toBe("Changed since");
  expect(noUndoText(entry("a", "primary", { undone: true }))).toBe("");
  expect(noUndoText(entry("a", "primary", { kind: "undo" }))).toBe("");
});
