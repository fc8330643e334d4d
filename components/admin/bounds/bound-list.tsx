"use client";

import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { useIsWide } from "@/components/ui/use-browser";
import { boundText, reachText } from "@/lib/bounds/words";
import {
  BoundField,
  BoundMenu,
  type BoundProps,
  BoundSetter,
  type BoundsProps,
} from "./bound-parts";

/** The bounds in force, in the shape that there is room for. */
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

function BoundTable({ bounds, onAsk }: BoundsProps) {
  return (
    <div className="rounded-lg border border-line bg-panel">
      <Table aria-label="Bounds">
        <thead>
          <tr>
            <HeadCell>Field</HeadCell>
            <HeadCell>For</HeadCell>
            <HeadCell>Bound</HeadCell>
            <HeadCell>Set by</HeadCell>
            <HeadCell className="w-14">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {bounds.map((bound) => (
            <BoundRow key={bound.id} bound={bound} onAsk={onAsk} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function BoundRow({ bound, onAsk }: BoundProps) {
  return (
    <Row className="hover:bg-hover/50">
      <Cell>
        <BoundField path={bound.path} />
      </Cell>
      <Cell>{reachText(bound.task)}</Cell>
      <Cell className="[overflow-wrap:anywhere]">{boundText(bound.path, bound)}</Cell>
      <Cell>
        <BoundSetter bound={bound} />
      </Cell>
      <Cell className="py-0.5! pr-2! text-right align-middle!">
        <BoundMenu bound={bound} onAsk={onAsk} />
      </Cell>
    </Row>
  );
}

function BoundCards({ bounds, onAsk }: BoundsProps) {
  return (
    <ul
      aria-label="Bounds"
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
              <BoundMenu bound={bound} onAsk={onAsk} />
            </span>
          </div>
          <p className="[overflow-wrap:anywhere]">
            {boundText(bound.path, bound)}, for {reachText(bound.task)}
          </p>
          <p className="text-xs text-muted">
            Set by <BoundSetter bound={bound} />
          </p>
        </li>
      ))}
    </ul>
  );
}
