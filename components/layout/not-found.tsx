import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button-variants";
import { State } from "@/components/ui/state";
import { HOME } from "@/lib/auth/next-path";

/** Drawn here: every page carries this page with it, which must weigh nothing. */
function Nothing({ className }: { className?: string }) {
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
  /** Where to go on. */
  children?: ReactNode;
}

export function NotFound({
  title = "There is nothing at this address",
  reason = "It may have been deleted, or it belongs to somebody else.",
  children,
}: NotFoundProps) {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <State
        icon={Nothing}
        title={title}
        action={
          children ?? (
            <a href={HOME} className={buttonVariants()}>
              Go to the profiles
            </a>
          )
        }
      >
        {reason}
      </State>
    </>
  );
}
