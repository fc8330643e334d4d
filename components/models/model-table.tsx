"use client";

import { memo, useRef } from "react";
import { SortHead } from "@/components/ui/sort-head";
import { Cell, GapRow, HeadCell, Row, Table } from "@/components/ui/table";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { useRowWindow } from "@/components/ui/use-row-window";
import type { ModelSort } from "@/lib/models/filters";
import { dayText, sizeText } from "@/lib/models/units";
import type { CatalogFilters } from "@/lib/models/filters";
import { providerText } from "@/lib/registry/engines";
import { modelTaskText } from "@/lib/registry/words";
import type { ModelRow } from "@/lib/models/row";
import type { FoundRows } from "@/lib/models/search";
import { Count, ModelLink, NotSpecified } from "./model-parts";
import { PickBox, type Picks } from "./picks";

interface ModelTableProps {
  found: FoundRows;
  picks: Picks;
  sort: ModelSort;
  onChange: ChangeUrlState<CatalogFilters>;
}

/** Height of a row in pixels, as in its class. */
const HEIGHT = 57;

/** Columns have fixed widths, so that nothing shifts while rows scroll into view. */
const WIDEST = "max-[100rem]:hidden";
const WIDE = "max-2xl:hidden";
const MIDDLE = "max-xl:hidden";
const STUCK = "sticky top-24 z-10 bg-panel shadow-[inset_0_-1px_var(--line)]";

/** The models as a table; only visible rows are rendered. */
export function ModelTable({ found, picks, sort, onChange }: ModelTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const seen = useRowWindow(body, { count: found.total, height: HEIGHT });
  return (
    <div className="rounded-lg border border-line bg-panel">
      <Table aria-label="Models" aria-rowcount={found.total + 1} className="table-fixed">
        <Head sort={sort} onSort={(order) => onChange({ sort: order })} />
        <tbody ref={body}>
          <GapRow height={seen.before} />
          {found.rows.slice(seen.from, seen.to).map((model, index) => (
            <ModelTableRow key={model.id} model={model} index={seen.from + index} picks={picks} />
          ))}
          <GapRow height={seen.after} />
        </tbody>
      </Table>
    </div>
  );
}

interface HeadProps {
  sort: ModelSort;
  onSort: (sort: ModelSort) => void;
}

function Head({ sort, onSort }: HeadProps) {
  const head = (label: string, orders: [ModelSort, ModelSort], className?: string) => (
    <SortHead orders={orders} sort={sort} onSort={onSort} className={`${STUCK} ${className ?? ""}`}>
      {label}
    </SortHead>
  );
  const plain = (label: string, className: string) => (
    <HeadCell className={`${STUCK} ${className}`}>{label}</HeadCell>
  );
  return (
    <thead>
      <tr aria-rowindex={1}>
        <HeadCell className={`${STUCK} w-10 rounded-tl-lg`}>
          <span className="sr-only">Compare</span>
        </HeadCell>
        {head("Name", ["name", "-name"])}
        {plain("Task", "w-42")}
        {plain("Provider", `w-30 ${WIDEST}`)}
        {plain("Family", `w-36 ${MIDDLE}`)}
        {plain("Parameters", "w-25 text-right")}
        {plain("Quantization", `w-26 ${MIDDLE}`)}
        {head(
          "Context",
          ["-context_length", "context_length"],
          "w-25 text-right max-2xl:rounded-tr-lg",
        )}
        {head("Size", ["-size", "size"], `w-24 text-right ${WIDE}`)}
        {head("Modified", ["-modified_at", "modified_at"], `w-29 rounded-tr-lg ${WIDE}`)}
      </tr>
    </thead>
  );
}

interface ModelTableRowProps {
  model: ModelRow;
  /** Its index in the whole list. */
  index: number;
  picks: Picks;
}

const ModelTableRow = memo(function ModelTableRow({ model, index, picks }: ModelTableRowProps) {
  return (
    <Row opens data-row aria-rowindex={index + 2} className="h-14.25 hover:bg-hover/50">
      <Cell>
        <div className="py-0.5">
          <PickBox model={model} picks={picks} />
        </div>
      </Cell>
      <Cell>
        <div className="truncate" title={model.name}>
          <ModelLink id={model.id}>{model.name}</ModelLink>
        </div>
        <div className="truncate text-xs text-muted" title={model.id}>
          {model.id}
        </div>
      </Cell>
      <Text>{modelTaskText(model.task)}</Text>
      <Text className={WIDEST}>{providerText(model.provider)}</Text>
      <Text className={MIDDLE}>{model.family}</Text>
      <Text className="text-right">{model.parameter_size}</Text>
      <Text className={MIDDLE}>{model.quantization}</Text>
      <Cell className="text-right">
        <Count of={model.context_length} />
      </Cell>
      <Text className={`text-right ${WIDE}`}>
        {model.size === null ? null : sizeText(model.size)}
      </Text>
      <Text className={WIDE}>{model.modified_at === null ? null : dayText(model.modified_at)}</Text>
    </Row>
  );
});

function Text({ children, className }: { children: string | null; className?: string }) {
  return (
    <Cell className={`truncate ${className ?? ""}`} title={children ?? undefined}>
      {children ?? <NotSpecified />}
    </Cell>
  );
}
