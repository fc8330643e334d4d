"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const Rows = lazy(() => import("./text-diff-rows"));

interface TextDiffProps {
  /** The accessible name. */
  label: string;
  from: string;
  to: string;
}

/** The lines that differ. The comparing code loads with the first diff. */
export function TextDiff({ label, from, to }: TextDiffProps) {
  return (
    <div
      // A scrollable area must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={label}
      className="max-h-80 overflow-auto rounded-md border border-line bg-panel"
    >
      <Suspense fallback={<Skeleton className="m-2 h-10" />}>
        <Rows from={from} to={to} />
      </Suspense>
    </div>
  );
}
