"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { countWords } from "@/lib/registry/words";
import type { DiffLine, DiffPart, DiffRow } from "@/lib/values/text-diff";

/** Lines shown at first. */
const MAX_LINES = 200;

const SIGNS = {
  same: { sign: "", words: "" },
  removed: { sign: "−", words: "Removed: " },
  added: { sign: "+", words: "Added: " },
} as const;

export function TextDiffRows({ rows }: { rows: readonly DiffRow[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, MAX_LINES);
  const more = rows.length - shown.length;
  return (
    <>
      {shown.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      {more > 0 && (
        <div className="p-2 font-sans">
          <Button onClick={() => setAll(true)}>Show {countWords(more, "more line")}</Button>
        </div>
      )}
    </>
  );
}

function Row({ row }: { row: DiffRow }) {
  if (row.kind === "skipped") {
    return (
      <p className="border-y border-line bg-ground px-2 text-xs leading-5 text-muted first:border-t-0 last:border-b-0">
        {row.count.toLocaleString("en")} unchanged {row.count === 1 ? "line" : "lines"}
      </p>
    );
  }
  return <Line {...row} />;
}

function Line({ kind, parts }: DiffLine) {
  const { sign, words } = SIGNS[kind];
  // In a struck-through line, a leading `-` would be invisible.
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
        {/* Keeps the height of an empty line. */}
        {"\u200b"}
      </span>
    </p>
  );
}

type PartProps = DiffPart & Pick<DiffLine, "kind"> & { isWhole: boolean };

/** Changes inside a line are marked; a whole changed line has its background and sign instead. */
function Part({ kind, text, changed, isWhole }: PartProps) {
  // Make carriage returns visible.
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
