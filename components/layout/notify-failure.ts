import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/failure";

/** Tells of a failure where no place on the page is its own. */
export function notifyFailure(error: unknown): void {
  const { title, detail, remedy } = failureText(error);
  const reload = { label: "Reload", onClick: () => window.location.reload() };
  const action = remedy === "retry" ? undefined : reload;
  toast({ kind: "error", title, description: detail, action, duration: 10_000 });
}
