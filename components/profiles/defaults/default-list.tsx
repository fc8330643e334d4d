"use client";

import { Ellipsis, FileText, History, Undo2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import { ActionsHead, Cell, HeadCell, OPENS, Row, Table } from "@/components/ui/table";
import { reachText } from "@/lib/profiles/defaults";
import type { DefaultRow } from "@/lib/profiles/query";
import { taskByType } from "@/lib/registry/tasks";
import { countWords } from "@/lib/registry/words";
import { KeyValues, ModelName, ProfileName } from "../rows";

export interface DefaultRowsProps {
  rows: readonly DefaultRow[];
  /** Opens the reset dialog for the profile with this id. */
  onReset: (id: string) => void;
}

interface DefaultRowProps extends Pick<DefaultRowsProps, "onReset"> {
  row: DefaultRow;
}

const numbers = new Intl.NumberFormat("en");

/** The defaults on wide screens. */
export function DefaultTable({ rows, onReset }: DefaultRowsProps) {
  return (
    <div className="rounded-lg border border-line bg-panel max-lg:hidden">
      <Table aria-label="Defaults" className="table-fixed">
        <thead>
          <tr>
            <HeadCell>Profile and prompt</HeadCell>
            <HeadCell className="w-[26%] xl:w-96">Model and parameters</HeadCell>
            <HeadCell className="w-24 text-right">Active for</HeadCell>
            <HeadCell className="w-28 text-right">Overridden by</HeadCell>
            <HeadCell className="w-24 text-right">Based on it</HeadCell>
            <HeadCell className="w-36">Changes</HeadCell>
            <ActionsHead className="w-12" />
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
    <Row opens className="hover:bg-hover/50">
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
        <Changes row={row} />
      </Cell>
      <Cell className="py-0.5! pr-1!">
        <DefaultMenu row={row} onReset={onReset} />
      </Cell>
    </Row>
  );
}

/** The defaults on narrow screens. */
export function DefaultCards({ rows, onReset }: DefaultRowsProps) {
  return (
    <ul aria-label="Defaults" className="grid min-w-0 gap-2 sm:grid-cols-2 lg:hidden">
      {rows.map((row) => (
        <li
          key={row.profile.id}
          {...OPENS}
          className="grid min-w-0 cursor-pointer content-start gap-1.5 rounded-lg border border-line bg-panel p-3"
        >
          <div className="flex min-w-0 items-start justify-between gap-2">
            <div className="min-w-0">
              <DefaultName row={row} />
              <PromptStart row={row} />
            </div>
            <div className="-mt-1.5 -mr-1.5">
              <DefaultMenu row={row} onReset={onReset} />
            </div>
          </div>
          <ModelName profile={row.profile} />
          <div className="text-xs">
            <KeyValues profile={row.profile} />
          </div>
          <p className="text-xs text-muted">{reachText(row)}</p>
          <div className="text-xs">
            <Changes row={row} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The name, and the task unless the name starts with it. */
function DefaultName({ row: { profile } }: { row: DefaultRow }) {
  const task = taskByType(profile.type)?.label ?? "";
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <ProfileName profile={profile} showsOwner={false} />
      {!profile.name.startsWith(task) && <span className="text-muted">for {task}</span>}
    </span>
  );
}

/** The first non-empty line of the system prompt. */
function PromptStart({ row }: { row: DefaultRow }) {
  const first = row.profile.system_prompt.split("\n").find((line) => line.trim() !== "");
  return (
    <span className="block truncate text-xs text-muted" title={first}>
      {first ?? "No system prompt"}
    </span>
  );
}

/** How many fields differ from the factory default. */
function Changes({ row }: { row: DefaultRow }) {
  const { changes } = row;
  if (changes.length === 0) return <span className="text-muted">Unchanged</span>;
  return <Badge tone="accent">{countWords(changes.length, "field")} changed</Badge>;
}

function DefaultMenu({ row, onReset }: DefaultRowProps) {
  const { id, name } = row.profile;
  const isUnchanged = row.changes.length === 0;
  return (
    <Menu
      variant="ghost"
      size="icon"
      entries={[
        { label: "Edit", icon: FileText, href: `/profiles/${id}` },
        { label: "History", icon: History, href: `/profiles/${id}?tab=history` },
        {
          label: "Restore factory default…",
          icon: Undo2,
          onSelect: () => onReset(id),
          disabled: isUnchanged ? "Unchanged." : undefined,
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Actions for {name}</span>
    </Menu>
  );
}
