"use client";

import Link from "next/link";
import { modelPath } from "@/lib/models/address";
import { countText } from "@/lib/models/facts";
import type { ModelRow } from "@/lib/models/row";
import type { Picks } from "./use-picks";

/** A model's name, leading to its page. */
export function ModelLink({ id, children }: { id: string; children: string }) {
  return (
    <Link
      href={modelPath(id)}
      // Thousands pass by as the list scrolls: none is fetched before it is wanted.
      prefetch={false}
      className="rounded font-medium hover:text-accent hover:underline"
    >
      {children}
    </Link>
  );
}

interface PickBoxProps {
  model: ModelRow;
  picks: Picks;
}

/** Picks the model to be compared. Where no more can be, the bar below tells why. */
export function PickBox({ model, picks }: PickBoxProps) {
  const isPicked = picks.ids.has(model.id);
  const isOver = picks.isFull && !isPicked;
  return (
    <input
      type="checkbox"
      aria-label={`Compare ${model.name}`}
      checked={isPicked}
      aria-disabled={isOver || undefined}
      aria-describedby={isOver ? PICKED_ID : undefined}
      onChange={({ target }) => {
        if (!isOver) picks.pick(model.id, target.checked);
      }}
      className="block size-4 accent-accent aria-disabled:opacity-40"
    />
  );
}

/** Of the words that tell how many are picked. */
export const PICKED_ID = "picked-models";

/** What the catalog does not tell. */
export function Untold() {
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">not told</span>
    </span>
  );
}

/** A count with its digits in groups. */
export function Count({ of, unit }: { of: number | null; unit?: string }) {
  if (of === null) return <Untold />;
  return (
    <>
      {countText(of)}
      {unit && <span className="text-muted"> {unit}</span>}
    </>
  );
}
