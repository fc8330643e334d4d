import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { showProblem } from "@/lib/http/browser/form-problem";
import { faultsByField } from "./check";
import type { Core } from "./use-core";

/** Whether the profile was saved by somebody else meanwhile. */
export function isStale(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "revision_mismatch";
}

/** Puts what the server refused at the fields that it is about; the focus goes to the first. */
export function showRefusal(error: unknown, { form, focusFault, keep }: Core): void {
  const { title, remedy } = failureText(error);
  if (remedy !== "retry" && keep()) {
    // It is of the page as a whole, which is to be left: what becomes of the changes counts.
    const message = `${title}. What you changed is kept in this browser.`;
    form.setError("root", { type: remedy, message });
    return;
  }
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const faults = faultsByField(errors);
  for (const [field, { code, text }] of faults) {
    form.setError(field, { type: code, message: text });
  }
  if (faults.size === 0) {
    showProblem(error, { setError: form.setError, fields: {}, codes: { name_taken: "name" } });
  }
  focusFault();
}
