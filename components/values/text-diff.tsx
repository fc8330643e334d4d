"use client";

import { useEffect, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { DiffRow } from "@/lib/values/text-diff";
import { compareTexts } from "./compare-texts";
import { LongText } from "./long-text";
import { TextDiffRows } from "./text-diff-rows";

interface TextDiffProps {
  /** The accessible name. */
  label: string;
  from: string;
  to: string;
}

/** What a worker found: undefined until then, null if the texts are too large to compare. */
function useComparison(from: string, to: string): DiffRow[] | null | undefined {
  const [found, setFound] = useState<{ from: string; to: string; rows: DiffRow[] | null }>();
  useEffect(() => {
    let isCurrent = true;
    void compareTexts(from, to).then((rows) => {
      if (isCurrent) setFound({ from, to, rows });
    });
    return () => {
      isCurrent = false;
    };
  }, [from, to]);
  return found?.from === from && found.to === to ? found.rows : undefined;
}

/** The lines that differ, which a worker finds; the server compares nothing. */
export function TextDiff({ label, from, to }: TextDiffProps) {
  const rows = useComparison(from, to);
  if (rows === null) return <TooLarge label={label} from={from} to={to} />;
  return (
    <div
      // A scrollable area must be reachable by keyboard.
      tabIndex={0}
      role="group"
      aria-label={label}
      aria-busy={rows === undefined}
      className="max-h-80 overflow-auto rounded-md border border-line bg-panel"
    >
      {rows ? <TextDiffRows rows={rows} /> : <Skeleton className="m-2 h-10" />}
    </div>
  );
}

function TooLarge({ label, from, to }: TextDiffProps) {
  return (
    <div role="group" aria-label={label} className="grid gap-1">
      <p className="text-muted">Too large to compare line by line.</p>
      <LongText label={`${label}: before`} lead="Before: " text={from} />
      <LongText label={`${label}: after`} lead="After: " text={to} />
    </div>
  );
}
