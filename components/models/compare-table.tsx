"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Cell, Row } from "@/components/ui/table";
import type { ComparedGroup, ComparedRow } from "@/lib/models/compare";
import type { ModelWithUse } from "@/lib/models/query";
import { ModelLink, NotSpecified } from "./model-parts";

interface CompareTableProps {
  models: readonly ModelWithUse[];
  groups: readonly ComparedGroup[];
  onlyDifferences: boolean;
  onRemove: (id: string) => void;
}

/** Stays visible while the columns scroll. */
const PINNED = "sticky left-0 bg-panel text-left align-top font-normal";

/** One column per model, one row per property. It scrolls; the headers stay visible. */
export function CompareTable({ models, groups, onlyDifferences, onRemove }: CompareTableProps) {
  const shown = groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ differs }) => differs || !onlyDifferences),
    }))
    .filter(({ rows }) => rows.length > 0);
  if (shown.length === 0) {
    return (
      <p className="text-muted">
        These models do not differ in anything that the catalog knows of both.
      </p>
    );
  }
  return (
    <div
      // A scrolling region must be reachable by keyboard.
      tabIndex={0}
      role="region"
      aria-label="Models side by side"
      className="relative max-h-[calc(100dvh-16rem)] min-h-80 overflow-auto rounded-lg border border-line bg-panel"
    >
      <table
        className="w-full table-fixed border-collapse text-left"
        style={{ minWidth: `${8 + models.length * 9}rem` }}
      >
        <Head models={models} onRemove={onRemove} />
        {shown.map((group) => (
          <Group key={group.title} group={group} models={models} />
        ))}
      </table>
    </div>
  );
}

function Head({ models, onRemove }: Pick<CompareTableProps, "models" | "onRemove">) {
  const edge = "sticky top-0 bg-panel shadow-[inset_0_-1px_var(--line)]";
  return (
    <thead>
      <tr>
        <td className={cn(edge, "left-0 z-20 w-32 px-3 text-xs text-muted sm:w-52")}>
          <span className="sr-only">Property</span>
        </td>
        {models.map(({ id, name }) => (
          <th key={id} scope="col" className={cn(edge, "z-10 px-3 py-2 align-top font-normal")}>
            <div className="flex items-start justify-between gap-1">
              <span className="line-clamp-3 min-w-0 [overflow-wrap:anywhere]">
                <ModelLink id={id}>{name}</ModelLink>
              </span>
              <Button
                variant="ghost"
                size="icon"
                className="-mt-1.5 -mr-2"
                onClick={() => onRemove(id)}
              >
                <X aria-hidden />
                <span className="sr-only">Remove {name}</span>
              </Button>
            </div>
            <span className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted">{id}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface GroupProps {
  group: ComparedGroup;
  models: readonly ModelWithUse[];
}

function Group({ group, models }: GroupProps) {
  return (
    <tbody>
      <Row className="bg-ground">
        <th scope="rowgroup" colSpan={models.length + 1} className="px-3 py-1">
          <span className="sticky left-3 text-xs font-semibold text-muted">{group.title}</span>
        </th>
      </Row>
      {group.rows.map((row) => (
        <FactRow key={row.path} row={row} models={models} />
      ))}
    </tbody>
  );
}

/** Rows with differences are marked; the others are muted. */
function FactRow({ row, models }: { row: ComparedRow; models: readonly ModelWithUse[] }) {
  return (
    <Row>
      <th scope="row" className={cn(PINNED, "z-10 px-3 py-2 shadow-[inset_-1px_0_var(--line)]")}>
        <span className="flex items-start justify-between gap-2">
          <span className="min-w-0 [overflow-wrap:anywhere] text-muted">{row.label}</span>
          {row.differs && (
            <span title="Different" className="font-semibold text-accent">
              <span aria-hidden>≠</span>
              <span className="sr-only">, different</span>
            </span>
          )}
        </span>
      </th>
      {models.map(({ id }, index) => (
        <Cell
          key={id}
          className={cn(
            "[overflow-wrap:anywhere] whitespace-pre-wrap",
            !row.differs && "text-muted",
          )}
        >
          {row.texts[index] ?? <NotSpecified />}
        </Cell>
      ))}
    </Row>
  );
}
