import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";
import { failureText, ProblemError } from "./failure";

/** A fault's message without the path it opens with: `email must be …` gives `Must be …`. */
export function faultText(message: string, path: string): string {
  const words = path && message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Target<T extends FieldValues> {
  setError: UseFormSetError<T>;
  /** The form's fields by the name they have in the request; what is elsewhere goes to `root`. */
  fields: Readonly<Record<string, FieldPath<T>>>;
  /** Refusals as a whole that belong to one field, such as `email_taken`. */
  codes?: Readonly<Partial<Record<string, FieldPath<T>>>>;
}

/**
 * Puts what the server refused at the fields it is about, the first focused; what is about none goes
 * to `root`, with what helps as its type.
 */
export function showProblem<T extends FieldValues>(error: unknown, target: Target<T>): void {
  const { setError, fields, codes = {} } = target;
  const { title, detail, remedy } = failureText(error);
  const problem = error instanceof ProblemError ? error.problem : null;
  const faults = (problem?.errors ?? []).filter((fault) => fault.path in fields);
  faults.forEach((fault, index) => {
    const name = fields[fault.path];
    const message = faultText(fault.message, fault.path);
    if (name) setError(name, { type: fault.code, message }, { shouldFocus: index === 0 });
  });
  if (faults.length > 0) return;
  const field = problem ? codes[problem.code] : undefined;
  if (field) setError(field, { type: "server", message: detail }, { shouldFocus: true });
  else setError("root", { type: remedy, message: `${title}. ${detail}` });
}
