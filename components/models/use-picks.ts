"use client";

import { useCallback, useMemo } from "react";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { joinIds, MOST_COMPARED, splitIds } from "@/lib/models/address";
import type { CatalogFilters } from "@/lib/models/filters";
import type { ModelRow } from "@/lib/models/row";

export interface Picks {
  /** In the order they were picked. */
  models: readonly ModelRow[];
  ids: ReadonlySet<string>;
  /** Whether no other can be picked. */
  isFull: boolean;
  pick: (id: string, isPicked: boolean) => void;
  clear: () => void;
}

/** The models that are picked to compare, as the address has them. */
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
