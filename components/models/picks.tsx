"use client";

import { useCallback, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { cn } from "@/components/ui/cn";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import {
  comparePath,
  joinIds,
  LEAST_COMPARED,
  MOST_COMPARED,
  splitIds,
} from "@/lib/models/address";
import type { CatalogFilters } from "@/lib/models/filters";
import type { ModelRow } from "@/lib/models/row";

export interface Picks {
  /** In the order of selection. */
  models: readonly ModelRow[];
  ids: ReadonlySet<string>;
  /** True if no more can be selected. */
  isFull: boolean;
  pick: (id: string, isPicked: boolean) => void;
  clear: () => void;
}

/** The models selected for comparison, as in the URL. */
export function usePicks(
  models: readonly ModelRow[],
  joined: string,
  change: ChangeUrlState<CatalogFilters>,
): Picks {
  const picked = useMemo(() => {
    const rows = splitIds(joined).flatMap((id) => models.find((model) => model.id === id) ?? []);
    return rows.slice(0, MOST_COMPARED);
  }, [models, joined]);
  const ids = useMemo(() => new Set(picked.map(({ id }) => id)), [picked]);
  const pick = useCallback(
    (id: string, isPicked: boolean) => {
      const others = [...ids].filter((other) => other !== id);
      change({ ids: joinIds(isPicked ? [...others, id] : others) });
    },
    [ids, change],
  );
  const clear = useCallback(() => change({ ids: "" }), [change]);
  return useMemo(
    () => ({ models: picked, ids, isFull: picked.length >= MOST_COMPARED, pick, clear }),
    [picked, ids, pick, clear],
  );
}

/** The id of the text that says how many models are selected. */
const PICKED_ID = "picked-models";

interface PickBoxProps {
  model: ModelRow;
  picks: Picks;
}

/** Selects the model for comparison. If no more can be selected, the bar below says why. */
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

/** The models selected for comparison; hidden if there are none. */
export function CompareBar({ picks }: { picks: Picks }) {
  const { models, isFull, clear } = picks;
  const count = models.length;
  return (
    <div
      role="region"
      aria-label="Comparison"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg",
        count > 0 && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      {/* Always rendered, so that screen readers announce changes of its text. */}
      <p role="status" id={PICKED_ID} className="min-w-40 flex-1 max-sm:basis-full">
        {count > 0 && (
          <>
            <span className="font-medium">
              {count === 1 ? "1 model selected" : `${count} models selected`}
              {count < LEAST_COMPARED && ": select another to compare"}
              {isFull && `: you can compare up to ${MOST_COMPARED}`}
            </span>
            <span className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted">
              {models.map(({ name }) => name).join(", ")}
            </span>
          </>
        )}
      </p>
      {count > 0 && (
        <Button className="max-sm:flex-1" onClick={clear}>
          Clear selection
        </Button>
      )}
      {count >= LEAST_COMPARED && (
        <ButtonLink
          variant="primary"
          className="max-sm:flex-1"
          href={comparePath(models.map(({ id }) => id))}
        >
          Compare {count}
        </ButtonLink>
      )}
    </div>
  );
}
