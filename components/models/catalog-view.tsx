"use client";

import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import { FailedState, EmptyState } from "@/components/ui/states";
import { useUrlState } from "@/components/ui/use-url-state";
import { useDebouncedText } from "@/components/ui/list-filters";
import { failureText } from "@/lib/http/browser/failure";
import { type CatalogFilters, filtersIn, NO_FILTERS } from "@/lib/models/filters";
import { catalogOptions } from "@/lib/models/queries";
import type { ModelRow } from "@/lib/models/row";
import { narrow, sorted } from "@/lib/models/search";
import { CatalogSkeleton } from "./catalog-skeleton";
import { CatalogToolbar } from "./catalog-toolbar";
import { CompareBar } from "./compare-bar";
import { FacetPanel } from "./facet-panel";
import { ModelList } from "./model-list";
import { usePicks } from "./use-picks";

/** All of `/models`: what is shown stands in the address. */
export function CatalogView() {
  const catalog = useQuery(catalogOptions());
  if (catalog.isPending) return <CatalogSkeleton />;
  // Rows that are there stay, whatever a later refresh says.
  if (!catalog.data) {
    return <FailedState {...failureText(catalog.error)} onRetry={() => void catalog.refetch()} />;
  }
  if (catalog.data.data.length === 0) {
    return (
      <EmptyState icon={Boxes} title="The catalog is empty">
        Models come from the file that MODELS_FILE names. An admin can have it read again.
      </EmptyState>
    );
  }
  return <Catalog models={catalog.data.data} />;
}

/** The rows under the filters, with the words that are being typed ahead of the address. */
function useFound(models: readonly ModelRow[], filters: CatalogFilters, words: string) {
  const { task, provider, family, quantization, sort } = filters;
  const ordered = useMemo(() => sorted(models, sort), [models, sort]);
  return useMemo(() => {
    const chosen = Object.entries({ q: words, task, provider, family, quantization });
    return narrow(ordered, Object.fromEntries(chosen.filter(([, value]) => value !== "")));
  }, [ordered, words, task, provider, family, quantization]);
}

function Catalog({ models }: { models: readonly ModelRow[] }) {
  const [filters, change] = useUrlState(filtersIn, NO_FILTERS);
  const top = useRef<HTMLDivElement>(null);
  const picks = usePicks(models, filters.ids, change);
  /** Changes what is listed: that begins at its beginning. */
  const list: typeof change = useCallback(
    (patch, entry) => {
      change(patch, entry);
      if (top.current && top.current.getBoundingClientRect().top < 0) top.current.scrollIntoView();
    },
    [change],
  );
  const [words, type] = useDebouncedText(filters.q, (q) => list({ q }));
  // What is typed or chosen is shown at once; the rows follow.
  const asked = useDeferredValue(filters);
  const found = useFound(models, asked, useDeferredValue(words.trim()));
  const clear = () => {
    const { sort, view, ids } = filters;
    list({ ...NO_FILTERS, sort, view, ids }, "push");
    type("");
  };
  return (
    <div
      ref={top}
      className="grid scroll-mt-12 items-start gap-x-6 gap-y-3 lg:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <CatalogToolbar
        filters={filters}
        words={words}
        found={found.rows.length}
        of={models.length}
        onType={type}
        onChange={list}
        onClear={clear}
      />
      <FacetPanel filters={filters} facets={found.facets} onChange={list} />
      <div className="grid min-w-0 gap-3">
        <ModelList
          models={found.rows}
          filters={asked}
          picks={picks}
          onChange={list}
          onClear={clear}
        />
        <CompareBar picks={picks} />
      </div>
    </div>
  );
}
