import { expect, test } from "vitest";
import { type Change, changesByRestoring } from "./changes";
import type { Revision } from "@/lib/profiles/schema";

function revision(number: number, changes: Change[]): Revision {
  return {
    revision: number,
    created_at: "2026-01-01T00:00:00.000Z",
    author: "a",
    author_name: "Ada",
    changes,
  };
}

const REVISIONS = [
  revision(4, [
    { path: "parameters.temperature", from: 0.7, to: 0 },
    { path: "parameters.top_k", to: 5 },
  ]),
  revision(3, [
    { path: "system_prompt", from: "Two", to: "One" },
    { path: "name", from: "Old", to: "New" },
  ]),
  revision(2, [
    { path: "parameters.temperature", to: 0.7 },
    { path: "system_prompt", from: "One", to: "Two" },
  ]),
  revision(1, [{ path: "name", to: "Old" }]),
];

test("restoring tells what changes from now on, over all revisions between", () => {
  expect(changesByRestoring(REVISIONS, 1)).toEqual([
    { path: "name", from: "New", to: "Old" },
    { path: "parameters.temperature", from: 0 },
    { path: "parameters.top_k", from: 5 },
  ]);
  expect(changesByRestoring(REVISIONS, 3)).toEqual([
    { path: "parameters.temperature", from: 0, to: 0.7 },
    { path: "parameters.top_k", from: 5 },
  ]);
});

test("what was changed and changed back is no change", () => {
  const paths = changesByRestoring(REVISIONS, 1).map((change) => change.path);
  expect(paths).not.toContain("system_prompt");
});

test("restoring the newest changes nothing", () => {
  expect(changesByRestoring(REVISIONS, 4)).toEqual([]);
});
