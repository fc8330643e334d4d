import { expect, test } from "vitest";
import { isUnsaved, outcomeText } from "./words";

test("a request had unsaved values if its task was resolved without a saved profile", () => {
  const request = { task: "primary", model: "m", profile_id: null };
  expect(isUnsaved(request)).toBe(true);
  expect(isUnsaved({ ...request, profile_id: "p" })).toBe(false);
  // A model that was asked for by its name, and a task that could not be resolved.
  expect(isUnsaved({ ...request, task: null })).toBe(false);
  expect(isUnsaved({ ...request, model: null })).toBe(false);
});

test("a failed request is titled by its error, or by its code if that is not known", () => {
  const failed = { status: 400, code: "context_length_exceeded", stopped_by: null };
  expect(outcomeText(failed)).toBe("The prompt is too long");
  expect(outcomeText({ ...failed, code: "of_another_version" })).toBe("of_another_version");
  expect(outcomeText({ ...failed, code: null })).toBe("Error 400");
  expect(outcomeText({ ...failed, status: 499 })).toBe("Canceled");
});
