import { ProblemError } from "@/lib/http/failure";
import { showProblem } from "@/lib/http/form-problem";
import { faultsByField } from "./check";
import type { Core } from "./use-core";

/** Whether the profile was saved by somebody else meanwhile. */
export function isStale(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "revision_mismatch";
}

/** Puts what the server refused at the fields that it is about; the focus goes to the first. */
export function showRefusal(error: unknown, { form, focusFault }: Core): void {
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
