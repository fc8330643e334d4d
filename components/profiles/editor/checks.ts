import { type FieldErrors, type Resolver, set } from "react-hook-form";
import type { Fault } from "@/lib/errors";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { faultText, showProblem } from "@/lib/http/browser/form-problem";
import type { Rules } from "@/lib/profiles/faults";
import type { ProfileContent } from "@/lib/values/content";
import { contentIn, type FormValues } from "@/lib/values/form-values";
import { fieldOf, type Path } from "./form-fields";
import type { EditorState } from "./use-editor-state";

/** Messages for empty fields, plainer than the schema's. */
const EMPTY = { name: "Enter a name.", model_name: "Choose a model." } as const;

function emptyMessage(field: Path, content: ProfileContent): string | undefined {
  if (field !== "name" && field !== "model_name") return undefined;
  return content[field].trim() === "" ? EMPTY[field] : undefined;
}

/** The first error of each field, as the form shows it. */
export function errorsByField(
  faults: readonly Fault[],
): Map<Path, { code: string; message: string }> {
  const found = new Map<Path, { code: string; message: string }>();
  for (const { path, code, message } of faults) {
    const field = fieldOf(path);
    if (field && !found.has(field)) found.set(field, { code, message: faultText(message, path) });
  }
  return found;
}

/** Loads the server's rules, with zod: they are no part of the page's first JavaScript. */
export function loadRules() {
  return import("@/lib/profiles/faults");
}

/**
 * Validates the form with the server's rules. `saved` returns the saved content, null if there is none.
 */
export function editorResolver(
  saved: () => ProfileContent | null,
  rulesFor: (content: ProfileContent) => Rules,
): Resolver<FormValues> {
  return async (values) => {
    const { inputFaults } = await loadRules();
    const content = contentIn(values);
    const faults = inputFaults({ input: content, current: saved() }, rulesFor(content));
    const errors: FieldErrors<FormValues> = {};
    for (const [field, { code, message }] of errorsByField(faults)) {
      set(errors, field, { type: code, message: emptyMessage(field, content) ?? message });
    }
    return faults.length === 0 ? { values, errors: {} } : { values: {}, errors };
  };
}

/** True if someone else saved a newer revision. */
export function isRevisionConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "revision_mismatch";
}

/** Shows the server's errors at their fields and focuses the first one. */
export function showSaveError(error: unknown, { form, store, focusFirstError }: EditorState): void {
  const { title, remedy } = failureText(error);
  if (remedy !== "retry" && store.saveDraft()) {
    // The page has to be left: say that the changes are safe.
    const message = `${title}. Your changes are saved as a draft in this browser.`;
    form.setError("root", { type: remedy, message });
    return;
  }
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const errors = errorsByField(faults);
  for (const [field, { code, message }] of errors) {
    form.setError(field, { type: code, message });
  }
  if (errors.size === 0) {
    showProblem(error, { setError: form.setError, fields: {}, codes: { name_taken: "name" } });
  }
  focusFirstError();
}
