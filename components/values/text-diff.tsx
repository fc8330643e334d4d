"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const Rows = lazy(() => import("./text-diff-rows"));

interface TextDiffProps {
  /** What the texts are, for people who cannot see them. */
  label: string;
  from: string;
  to: string;
}

/** How one text became the other. What compares them is fetched with the first. */
export function TextDiff({ label, from, to }: TextDiffProps) {
  return (
    <div
      // What scrolls must be reachable without a mouse.
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
