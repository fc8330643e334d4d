import { expect, test } from "vitest";
import type { RevisionWithContent } from "@/lib/profiles/query";
import type { HistoryEntry } from "@/lib/tasks/schema";
import { TASKS } from "@/lib/registry/tasks";
import { blankContent } from "@/lib/values/content";
import { entryText, timelineOf } from "./timeline";

const MINE = { id: "mine", name: "Mine" };

function revision(number: number, minute: number): RevisionWithContent {
  return {
    revision: number,
    created_at: `2030-01-01T10:${minute}:00.000Z`,
    author: "ben",
    author_name: "Ben",
    content: { ...blankContent(18, "m"), name: "Mine" },
  };
}

function entry(change: string, minute: number, set: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    change,
    task: "engineering",
    created_at: `2030-01-01T10:${minute}:00.000Z`,
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
  };
}

const all = <T>(...items: T[]) => ({ items, hasMore: false });
const keys = (items: readonly { key: string }[]) => items.map(({ key }) => key);

test("assignments and revisions are one history, in which a change that did both is one item", () => {
  const tuned = entry("tuned", 30, { kind: "tune", from: MINE, from_revision: 1, to_revision: 2 });
  const items = timelineOf(
    MINE.id,
    all(entry("reset", 40, { to: null }), tuned, entry("assigned", 20)),
    all(revision(2, 30), revision(1, 10)),
  );
  expect(keys(items)).toEqual(["reset", "revision 2", "assigned", "revision 1"]);
  expect(items[1]).toMatchObject({ entry: tuned, before: revision(1, 10) });
});

test("what one list has loaded beyond the end of the other waits for the other", () => {
  const history = { items: [entry("b", 40), entry("a", 30)], hasMore: true };
  const items = timelineOf(MINE.id, history, all(revision(2, 35), revision(1, 10)));
  expect(keys(items)).toEqual(["b", "revision 2", "a"]);
});

test("nothing is shown twice, and nothing of another profile is taken for this one", () => {
  const foreign = entry("foreign", 30, { to: { id: "other", name: "Other" }, to_revision: 2 });
  const items = timelineOf(MINE.id, all(foreign), all(revision(2, 30)));
  expect(keys(items).toSorted()).toEqual(["foreign", "revision 2"]);
  expect(items.find(({ key }) => key === "revision 2")?.entry).toBeUndefined();
  expect(keys(timelineOf(undefined, all(entry("a", 20)), all()))).toEqual(["a"]);
  expect(timelineOf(MINE.id, all(), all())).toEqual([]);
});

test("each revision knows the one before it, as far as that is loaded", () => {
  const [newest, oldest] = timelineOf(MINE.id, all(), all(revision(2, 30), revision(1, 10)));
  expect([newest?.before?.revision, oldest?.before]).toEqual([1, undefined]);
});

test.each([
  ["assign", MINE, "Assigned “Mine”"],
  ["reset", null, "Reset to the default of Primary"],
  ["tune", MINE, "Changed “Mine”"],
  ["delete", null, "Profile deleted: back to the default of Primary"],
  ["undo", MINE, "Undone: back to “Mine”"],
  ["restore", MINE, "Back to “Mine”"],
  ["move", MINE, "Model switched in “Mine”"],
] as const)("an entry of kind %s with %j reads %j", (kind, to, text) => {
  const [primary] = TASKS;
  if (!primary) throw new Error("there are tasks");
  expect(entryText(entry("x", 10, { kind, to }), primary)).toBe(text);
});
