"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { type DiffLine, type DiffPart, type DiffRow, textDiff } from "@/lib/values/text-diff";

interface TextDiffRowsProps {
  from: string;
  to: string;
}

/** As many as anybody reads of one change; the rest on request. */
const MOST = 200;

const SIGNS = {
  same: { sign: "", words: "" },
  removed: { sign: "−", words: "Removed: " },
  added: { sign: "+", words: "Added: " },
} as const;

/** What `TextDiff` shows. */
export default function TextDiffRows({ from, to }: TextDiffRowsProps) {
  const rows = useMemo(() => textDiff(from, to), [from, to]);
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, MOST);
  const more = rows.length - shown.length;
  return (
    <>
      {shown.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      {more > 0 && (
        <div className="p-2 font-sans">
          <Button onClick={() => setAll(true)}>Show {more.toLocaleString("en")} more lines</Button>
        </div>
      )}
    </>
  );
}

function Row({ row }: { row: DiffRow }) {
  if (row.kind === "skipped") {
    return (
      <p className="border-y border-line bg-ground px-2 text-xs leading-5 text-muted first:border-t-0 last:border-b-0">
        {row.count.toLocaleString("en")} lines are the same
      </p>
    );
  }
  return <Line {...row} />;
}

function Line({ kind, parts }: DiffLine) {
  const { sign, words } = SIGNS[kind];
  // Struck through, a `-` that a line begins with would not be seen.
  const isWhole = parts.every(({ changed }) => changed);
  return (
    <p
      className={cn(
        "grid grid-cols-[1.5rem_minmax(0,1fr)]",
        kind === "removed" && "bg-danger-soft",
        kind === "added" && "bg-accent-soft",
      )}
    >
      <span aria-hidden className="text-center select-none">
        {sign}
      </span>
      <span className="min-w-0 pr-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {words && <span className="sr-only">{words}</span>}
        {parts.map((part, index) => (
          <Part key={index} kind={kind} isWhole={isWhole} {...part} />
        ))}
        {kind !== "same" && parts.every(({ text }) => text === "") && "(empty line)"}
        {/* Keeps the height of a line that is empty. */}
        {"\u200b"}
      </span>
    </p>
  );
}

type PartProps = DiffPart & Pick<DiffLine, "kind"> & { isWhole: boolean };

/** What differs is marked within a line; all of a line is marked by its ground and sign. */
function Part({ kind, text, changed, isWhole }: PartProps) {
  // A carriage return would not be seen.
  const visible = text.replaceAll("\r", "␍");
  if (!changed) return visible;
  return kind === "removed" ? (
    <del className={isWhole ? "no-underline" : "decoration-danger"}>{visible}</del>
  ) : (
    <ins className={isWhole ? "no-underline" : "decoration-accent underline-offset-2"}>
      {visible}
    </ins>
  );
}
