import { expect, test } from "vitest";
import { isUnsaved } from "./words";

test("a request had unsaved values if its task was resolved without a saved profile", () => {
  const request = { task: "primary", model: "m", profile_id: null };
  expect(isUnsaved(request)).toBe(true);
  expect(isUnsaved({ ...request, profile_id: "p" })).toBe(false);
  // A model that was asked for by its name, and a task that could not be resolved.
  expect(isUnsaved({ ...request, task: null })).toBe(false);
  expect(isUnsaved({ ...request, model: null })).toBe(false);
});
