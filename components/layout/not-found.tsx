import type { ReactNode } from "react";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import { HOME } from "@/lib/urls";

/** Inline, because every page contains the not-found page, which must stay small. */
function NotFoundIcon({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden className={className}>
      <circle cx="11" cy="11" r="7" strokeWidth="2" />
      <path d="m20 20-4-4M8.5 8.5l5 5m0-5-5 5" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

interface NotFoundProps {
  title?: string;
  reason?: string;
  /** Links to other pages. */
  children?: ReactNode;
}

export function NotFound({
  title = "Page not found",
  reason = "It may have been deleted, or you may not have access to it.",
  children,
}: NotFoundProps) {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={NotFoundIcon}
        title={title}
        action={
          children ?? (
            <a href={HOME} className={buttonClasses()}>
              Go to your tasks
            </a>
          )
        }
      >
        {reason}
      </EmptyState>
    </>
  );
}
