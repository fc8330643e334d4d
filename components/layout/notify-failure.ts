import { toast } from "@/components/ui/toast";
import { failureText, ProblemError } from "@/lib/http/browser/failure";

/** Tells of a failure where no place on the page is its own. */
export function notifyFailure(error: unknown): void {
  const { title, detail, remedy } = failureText(error);
  const reload = { label: "Reload", onClick: () => window.location.reload() };
  const action = remedy === "retry" ? undefined : reload;
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  // There is no field to tell them at.
  const description = faults.map(({ message }) => `${message}.`).join(" ") || detail;
  toast({ kind: "error", title, description, action, duration: 10_000 });
}
