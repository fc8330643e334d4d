import { TriangleAlert } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { Button } from "./button";

interface EmptyStateProps {
  icon: ComponentType<{ className?: string }>;
  title: string;
  children?: ReactNode;
  /** What to do next. */
  action?: ReactNode;
  /** Announces a failure to screen readers. */
  alert?: boolean;
}

/** Takes the place of content that is empty or could not be loaded. */
export function EmptyState({ icon: Icon, title, children, action, alert }: EmptyStateProps) {
  return (
    <div
      role={alert ? "alert" : undefined}
      className="grid justify-items-center gap-3 rounded-lg border border-dashed border-line px-4 py-12 text-center"
    >
      <Icon className="size-6 text-muted" aria-hidden />
      <div className="grid gap-1">
        <p className="font-medium">{title}</p>
        {children && <div className="max-w-prose text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}

interface FailedStateProps {
  title: string;
  detail: string;
  remedy: "sign-in" | "reload" | "retry";
  onRetry: () => void;
}

/** Takes the place of content that could not be loaded, with a button for what helps. */
export function FailedState({ title, detail, remedy, onRetry }: FailedStateProps) {
  const reload = () => window.location.reload();
  return (
    <EmptyState
      icon={TriangleAlert}
      title={title}
      alert
      action={
        <Button onClick={remedy === "retry" ? onRetry : reload}>
          {{ "sign-in": "Sign in", reload: "Reload", retry: "Try again" }[remedy]}
        </Button>
      }
    >
      {detail}
    </EmptyState>
  );
}
