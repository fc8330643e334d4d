"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { useIsWide } from "@/components/ui/use-is-wide";
import { boundText, fieldLabel, reachText } from "@/lib/bounds/words";
import type { Bound } from "@/lib/values/limits";

/** All limits: a table on wide screens, cards on narrow ones. */
export function BoundList(props: BoundsProps) {
  const isWide = useIsWide();
  return (
    <>
      {isWide !== false && (
        <div className="max-lg:hidden">
          <BoundTable {...props} />
        </div>
      )}
      {isWide !== true && (
        <div className="lg:hidden">
          <BoundCards {...props} />
        </div>
      )}
    </>
  );
}

function BoundTable({ bounds, onOpen }: BoundsProps) {
  return (
    <div className="rounded-lg border border-line bg-panel">
      <Table aria-label="Limits">
        <thead>
          <tr>
            <HeadCell>Field</HeadCell>
            <HeadCell>For</HeadCell>
            <HeadCell>Limit</HeadCell>
            <HeadCell>Set by</HeadCell>
            <ActionsHead className="w-14" />
          </tr>
        </thead>
        <tbody>
          {bounds.map((bound) => (
            <BoundRow key={bound.id} bound={bound} onOpen={onOpen} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function BoundRow({ bound, onOpen }: BoundProps) {
  return (
    <Row className="hover:bg-hover/50">
      <Cell>
        <BoundField path={bound.path} />
      </Cell>
      <Cell className="first-letter:uppercase">{reachText(bound.task)}</Cell>
      <Cell className="[overflow-wrap:anywhere]">{boundText(bound.path, bound)}</Cell>
      <Cell>
        <SetBy bound={bound} />
      </Cell>
      <Cell className="py-0.5! pr-2! text-right">
        <BoundMenu bound={bound} onOpen={onOpen} />
      </Cell>
    </Row>
  );
}

function BoundCards({ bounds, onOpen }: BoundsProps) {
  return (
    <ul
      aria-label="Limits"
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-2"
    >
      {bounds.map((bound) => (
        <li
          key={bound.id}
          className="grid min-w-0 content-start gap-1 rounded-lg border border-line bg-panel p-3"
        >
          <div className="flex items-start justify-between gap-2">
            <BoundField path={bound.path} />
            <span className="-mt-1.5 -mr-1.5">
              <BoundMenu bound={bound} onOpen={onOpen} />
            </span>
          </div>
          <p className="[overflow-wrap:anywhere]">
            {boundText(bound.path, bound)}, for {reachText(bound.task)}
          </p>
          <p className="text-xs text-muted">
            Set by <SetBy bound={bound} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The dialog to open; `edit` without a limit adds one. */
export type BoundDialogRequest =
  { dialog: "edit"; bound: Bound | null } | { dialog: "remove"; bound: Bound };
export type OpenBoundDialog = (request: BoundDialogRequest) => void;

export interface BoundsProps {
  bounds: readonly Bound[];
  onOpen: OpenBoundDialog;
}

interface BoundProps {
  bound: Bound;
  onOpen: OpenBoundDialog;
}

/** The field's label and its path. */
function BoundField({ path }: { path: string }) {
  return (
    <div className="grid min-w-0">
      <span className="font-medium">{fieldLabel(path)}</span>
      <span className="font-mono text-xs [overflow-wrap:anywhere] text-muted">{path}</span>
    </div>
  );
}

function SetBy({ bound }: { bound: Bound }) {
  return (
    <>
      {bound.set_by_name}, <Time iso={bound.updated_at} />
    </>
  );
}

function BoundMenu({ bound, onOpen }: BoundProps) {
  return (
    <Menu
      variant="ghost"
      size="icon"
      entries={[
        { label: "Edit…", icon: Pencil, onSelect: () => onOpen({ dialog: "edit", bound }) },
        { kind: "separator" },
        {
          label: "Remove…",
          icon: Trash2,
          danger: true,
          onSelect: () => onOpen({ dialog: "remove", bound }),
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">
        Actions for {fieldLabel(bound.path)}, {reachText(bound.task)}
      </span>
    </Menu>
  );
}
