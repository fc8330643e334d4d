import { describe, expect, test, vi } from "vitest";
import type { ResolverOptions } from "react-hook-form";
import type { ErrorCode, Fault } from "@/lib/errors";
import { ProblemError, StaleBuildError } from "@/lib/http/browser/failure";
import type { Problem } from "@/lib/http/problem-schema";
import { modelEntry } from "@/lib/models/schema";
import { findTask } from "@/lib/registry/tasks";
import { blankContent, type ProfileContent } from "@/lib/values/content";
import { type FormValues, formValuesOf } from "@/lib/values/form-values";
import { editorResolver, isRevisionConflict, showSaveError } from "./checks";
import type { EditorState } from "./use-editor-state";

const MODEL = modelEntry.parse({
  ...{ id: "chat", name: "chat", model: "chat", task: "TextToText", provider: "local" },
  details: { context_length: 8192 },
});
const CONTENT: ProfileContent = { ...blankContent(1, MODEL.id), name: "Mine" };
const EMBEDDING = findTask("embedding")?.type ?? 0;
const OPTIONS: ResolverOptions<FormValues> = {
  fields: {},
  shouldUseNativeValidation: false,
};

/** The resolver's result for a content, of a profile that is saved with `current`. */
async function check(set: Partial<ProfileContent>, current: ProfileContent | null = null) {
  const resolve = editorResolver(
    () => current,
    ({ model_name }) => ({ model: model_name === MODEL.id ? MODEL : undefined, bounds: [] }),
  );
  return resolve(formValuesOf({ ...CONTENT, ...set }), undefined, OPTIONS);
}

function problem(code: ErrorCode, errors?: Fault[]): ProblemError {
  const texts = { type: `/docs/api#${code}`, title: "Title", detail: "Detail." };
  const given: Problem = { ...texts, status: 422, code, ...(errors ? { errors } : {}) };
  return new ProblemError(given);
}

describe("the editor's rules", () => {
  test("let a valid form through as it is", async () => {
    expect(await check({})).toEqual({ values: formValuesOf(CONTENT), errors: {} });
  });

  test("ask for what is empty in plain words", async () => {
    const { errors } = await check({ name: " ", model_name: "" });
    expect(errors.name?.message).toBe("Enter a name.");
    expect(errors.model_name?.message).toBe("Choose a model.");
  });

  test("say what is wrong with a name that is not empty", async () => {
    const { values, errors } = await check({ name: "x".repeat(121) });
    expect(errors.name?.message).toContain("121 characters");
    expect(values).toEqual({});
  });

  test("give each value of a section its own error", async () => {
    const { errors } = await check({ parameters: { top_k: -1, temperature: 99 } });
    expect(Object.keys(errors)).toEqual(["parameters"]);
    expect(Object.keys(errors.parameters ?? {}).sort()).toEqual(["temperature", "top_k"]);
  });

  test("refuse a model of another kind, but let a saved pair stay", async () => {
    const { errors } = await check({ type: EMBEDDING });
    expect(errors.model_name?.message).toContain("“Text to text”");
    const saved = { ...CONTENT, type: EMBEDDING };
    expect((await check({ type: EMBEDDING, description: "x" }, saved)).errors).toEqual({});
  });
});

test("only a revision that someone else saved is a conflict", () => {
  expect(isRevisionConflict(problem("revision_mismatch"))).toBe(true);
  expect(isRevisionConflict(problem("name_taken"))).toBe(false);
  expect(isRevisionConflict(new Error("revision_mismatch"))).toBe(false);
});

/** The errors that the form shows after a save failed, by field; `canSave` is whether drafts can be stored. */
function shown(error: unknown, canSave = true) {
  const setError = vi.fn<(field: string, error: { message: string }) => void>();
  const focusFirstError = vi.fn();
  const saveDraft = vi.fn(() => canSave);
  const editor = { form: { setError }, store: { saveDraft }, focusFirstError };
  showSaveError(error, editor as unknown as EditorState);
  const errors = setError.mock.calls.map(([field, { message }]) => [field, message]);
  return { errors, isFocused: focusFirstError.mock.calls.length > 0, saveDraft };
}

describe("a save that failed", () => {
  test("shows the faults at their fields and focuses the first", () => {
    const faults = [
      { path: "parameters.top_k", code: "too_small", message: "parameters.top_k must be more" },
      { path: "name", code: "too_long", message: "Name must be shorter" },
    ];
    const { errors, isFocused, saveDraft } = shown(problem("validation_failed", faults));
    expect(errors).toEqual([
      ["parameters.top_k", "Must be more"],
      ["name", "Name must be shorter"],
    ]);
    expect(isFocused).toBe(true);
    expect(saveDraft).not.toHaveBeenCalled();
  });

  test("shows a name that is taken at the name, and anything else above the form", () => {
    expect(shown(problem("name_taken")).errors).toEqual([["name", "Detail."]]);
    expect(shown(problem("profile_not_found")).errors).toEqual([["root", "Title. Detail."]]);
    const fault = { path: "revision", code: "x", message: "wrong" };
    expect(shown(problem("validation_failed", [fault])).errors).toEqual([
      ["root", "Title. Detail."],
    ]);
  });

  test.each([
    [problem("unauthenticated"), "You are signed out"],
    [new StaleBuildError(), "New version available"],
  ])("says that the changes are safe if the page has to be left", (error, title) => {
    const { errors, isFocused } = shown(error);
    const text = `${title}. Your changes are saved as a draft in this browser.`;
    expect(errors).toEqual([["root", text]]);
    expect(isFocused).toBe(false);
  });

  test("does not promise a draft that could not be stored", () => {
    const { errors } = shown(problem("unauthenticated"), false);
    expect(errors).toEqual([
      ["root", "You are signed out. Sign in again to continue. Nothing was changed."],
    ]);
  });
});
