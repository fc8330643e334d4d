import { toast } from "@/components/ui/toast";
import { failureText, ProblemError } from "@/lib/http/browser/failure";

/** Shows a failure as a toast, for actions without a place on the page to show it. */
export function notifyFailure(error: unknown): void {
  const { title, detail, remedy } = failureText(error);
  const reload = { label: "Reload", onClick: () => window.location.reload() };
  const action = remedy === "retry" ? undefined : reload;
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  // There is no form to show the errors of single fields.
  const description = errors.map(({ message }) => `${message}.`).join(" ") || detail;
  toast({ kind: "error", title, description, action, duration: 10_000 });
}
