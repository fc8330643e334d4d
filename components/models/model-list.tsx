"use client";

import { SearchX } from "lucide-react";
import { memo } from "react";
import { EmptyState } from "@/components/ui/states";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { useIsWide } from "@/components/ui/use-is-wide";
import type { CatalogFilters } from "@/lib/models/filters";
import type { FoundRows } from "@/lib/models/search";
import { ModelCards } from "./model-cards";
import { ModelTable } from "./model-table";
import type { Picks } from "./picks";

interface ModelListProps {
  found: FoundRows;
  filters: CatalogFilters;
  picks: Picks;
  onChange: ChangeUrlState<CatalogFilters>;
}

/** The models that were found, as a table or cards. */
export function ModelList({ found, filters, picks, onChange }: ModelListProps) {
  const isWide = useIsWide();
  if (found.total === 0) {
    return (
      <EmptyState icon={SearchX} title="No matching models">
        Try a broader search, or clear the filters.
      </EmptyState>
    );
  }
  const { sort, view } = filters;
  const cards = <Cards found={found} picks={picks} />;
  if (view === "cards") return cards;
  return (
    <>
      {isWide !== false && (
        <div className="max-lg:hidden">
          <Table found={found} picks={picks} sort={sort} onChange={onChange} />
        </div>
      )}
      {isWide !== true && <div className="lg:hidden">{cards}</div>}
    </>
  );
}

/** Memoized, so that typing in the search box does not render the rows again. */
const Table = memo(ModelTable);
const Cards = memo(ModelCards);
