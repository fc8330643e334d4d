import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";
import { failureText, ProblemError } from "./failure";

/** A fault's message without the path it opens with: `email must be …` gives `Must be …`. */
export function faultText(message: string, path: string): string {
  const words = path && message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Target<T extends FieldValues> {
  setError: UseFormSetError<T>;
  /** The form's fields by their names in the request; other faults go to `root`. */
  fields: Readonly<Record<string, FieldPath<T>>>;
  /** The fields for errors of the whole request, such as `email_taken`. */
  codes?: Readonly<Partial<Record<string, FieldPath<T>>>>;
}

/**
 * Shows the server's faults at their fields and focuses the first one. An error without a field goes to
 * `root`, with the remedy as its type.
 */
export function showProblem<T extends FieldValues>(error: unknown, target: Target<T>): void {
  const { setError, fields, codes = {} } = target;
  const { title, detail, remedy } = failureText(error);
  const problem = error instanceof ProblemError ? error.problem : null;
  const faults = (problem?.errors ?? []).filter((fault) => fault.path in fields);
  const others = (problem?.errors ?? []).filter((fault) => !(fault.path in fields));
  faults.forEach((fault, index) => {
    const name = fields[fault.path];
    const message = faultText(fault.message, fault.path);
    if (name) setError(name, { type: fault.code, message }, { shouldFocus: index === 0 });
  });
  if (faults.length > 0) {
    const message = others.map((fault) => `${faultText(fault.message, "")}.`).join(" ");
    if (message !== "") setError("root", { type: remedy, message });
    return;
  }
  const field = problem ? codes[problem.code] : undefined;
  if (field) setError(field, { type: "server", message: detail }, { shouldFocus: true });
  else setError("root", { type: remedy, message: `${title}. ${detail}` });
}
