"use client";

import { KeyValues, ModelName } from "../rows";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import {
  DefaultMenu,
  DefaultName,
  type DefaultRowProps,
  type DefaultRowsProps,
  PromptStart,
  Shipped,
} from "./default-parts";

const numbers = new Intl.NumberFormat("en");

/** The defaults where there is room for columns. */
export function DefaultTable({ rows, onReset }: DefaultRowsProps) {
  return (
    <div className="rounded-lg border border-line bg-panel max-lg:hidden">
      <Table aria-label="Defaults" className="table-fixed">
        <thead>
          <tr>
            <HeadCell>Profile and prompt</HeadCell>
            <HeadCell className="w-[26%]">Model and parameters</HeadCell>
            <HeadCell className="w-24 text-right">In force for</HeadCell>
            <HeadCell className="w-28 text-right">Overridden by</HeadCell>
            <HeadCell className="w-24 text-right">Based on it</HeadCell>
            <HeadCell className="w-36">Against what ships</HeadCell>
            <HeadCell className="w-12">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DefaultTableRow key={row.profile.id} row={row} onReset={onReset} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function DefaultTableRow({ row, onReset }: DefaultRowProps) {
  const { profile, people, in_force_for, overridden_by, inherited_by } = row;
  return (
    <Row className="hover:bg-hover/50">
      <Cell>
        <DefaultName row={row} />
        <PromptStart row={row} />
      </Cell>
      <Cell>
        <ModelName profile={profile} />
        <span className="mt-0.5 block text-xs">
          <KeyValues profile={profile} />
        </span>
      </Cell>
      <Cell className="text-right">
        {numbers.format(in_force_for)}
        <span className="text-muted"> of {numbers.format(people)}</span>
      </Cell>
      <Cell className="text-right">{numbers.format(overridden_by)}</Cell>
      <Cell className="text-right">{numbers.format(inherited_by)}</Cell>
      <Cell>
        <Shipped row={row} />
      </Cell>
      <Cell className="py-0.5! pr-1!">
        <DefaultMenu row={row} onReset={onReset} />
      </Cell>
    </Row>
  );
}
