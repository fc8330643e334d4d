"use client";

import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { useCallback, useDeferredValue, useMemo, useRef } from "react";
import { useDebouncedText } from "@/components/ui/list-filters";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, FailedState } from "@/components/ui/states";
import { useUrlState } from "@/components/ui/use-url-state";
import { failureText } from "@/lib/http/browser/failure";
import { type CatalogFilters, filtersIn, NO_FILTERS } from "@/lib/models/filters";
import { catalogOptions } from "@/lib/models/queries";
import type { ModelRow } from "@/lib/models/row";
import { type FirstRows, foundIn, type FoundRows, sorted } from "@/lib/models/search";
import { CatalogToolbar } from "./catalog-toolbar";
import { CompareBar, usePicks } from "./picks";
import { FacetPanel } from "./facet-panel";
import { ModelList } from "./model-list";

/**
 * The content of `/models`. The URL determines what is shown: the first rows as the server found them,
 * then what the browser finds in the whole catalog.
 */
export function CatalogView({ first }: { first: FirstRows }) {
  const catalog = useQuery(catalogOptions());
  // Loaded rows stay if a later refresh fails.
  if (catalog.isLoadingError) {
    return <FailedState {...failureText(catalog.error)} onRetry={() => void catalog.refetch()} />;
  }
  const models = catalog.data?.data;
  if ((models?.length ?? first.of) === 0) {
    return (
      <EmptyState icon={Boxes} title="The catalog is empty">
        Models come from the file in MODELS_FILE and from engines. An admin can add engines.
      </EmptyState>
    );
  }
  return <Catalog models={models} first={first} />;
}

/** The rows that match the filters and the text in the search box, which may be ahead of the URL. */
function useFound(
  { models, first }: CatalogProps,
  filters: CatalogFilters,
  words: string,
): FoundRows {
  const { task, provider, family, quantization, sort } = filters;
  const ordered = useMemo(() => models && sorted(models, sort), [models, sort]);
  return useMemo(() => {
    if (!ordered) return first;
    return foundIn(ordered, { q: words, task, provider, family, quantization });
  }, [ordered, first, words, task, provider, family, quantization]);
}

interface CatalogProps {
  /** The whole catalog, once it is loaded. */
  models: readonly ModelRow[] | undefined;
  first: FirstRows;
}

function Catalog({ models, first }: CatalogProps) {
  const [filters, change] = useUrlState(filtersIn, NO_FILTERS);
  const top = useRef<HTMLDivElement>(null);
  const picks = usePicks(models ?? first.picked, filters.ids, change);
  /** Changes what is listed, and scrolls to the start of the new list. */
  const list: typeof change = useCallback(
    (patch, entry) => {
      change(patch, entry);
      if (top.current && top.current.getBoundingClientRect().top < 0) top.current.scrollIntoView();
    },
    [change],
  );
  const [words, type] = useDebouncedText(filters.q, (q) => list({ q }));
  // Controls update at once; the rows follow.
  const asked = useDeferredValue(filters);
  const found = useFound({ models, first }, asked, useDeferredValue(words.trim()));
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
        found={found.total}
        of={models?.length ?? first.of}
        onType={type}
        onChange={list}
        onClear={clear}
      />
      <FacetPanel filters={filters} facets={found.facets} onChange={list} />
      <div className="grid min-w-0 gap-3">
        <ModelList found={found} filters={asked} picks={picks} onChange={list} />
        <CompareBar picks={picks} />
      </div>
    </div>
  );
}

const ROWS = [64, 48, 56, 72, 52, 60, 44, 68, 56, 50];
const FACETS = [5, 4, 7, 5];

/** The shape of the catalog while it loads. */
export function CatalogSkeleton() {
  return (
    <div role="status" className="grid gap-x-6 gap-y-3 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <span className="sr-only">Loading models</span>
      <Skeleton className="h-8! w-72 max-w-full lg:col-span-2" />
      <div className="grid content-start gap-6 max-lg:hidden">
        {FACETS.map((choices, facet) => (
          <div key={facet} className="grid gap-3">
            {Array.from({ length: choices }, (_, index) => (
              <Skeleton key={index} className={index === 0 ? "w-20" : "w-44"} />
            ))}
          </div>
        ))}
      </div>
      <div className="rounded-lg border border-line bg-panel">
        {ROWS.map((width, index) => (
          <div
            key={index}
            className="flex h-14 items-center gap-6 border-t border-line px-3 first:border-t-0"
          >
            <span className="min-w-0 grow">
              <span className="block max-w-full" style={{ width: `${width * 4}px` }}>
                <Skeleton />
              </span>
            </span>
            <Skeleton className="w-28 max-sm:hidden" />
            <Skeleton className="w-20 max-md:hidden" />
            <Skeleton className="w-20 max-xl:hidden" />
            <Skeleton className="w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
