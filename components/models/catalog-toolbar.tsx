"use client";

import { LayoutGrid, Rows3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ClearFilters, OptionSelect, SearchBox } from "@/components/ui/list-filters";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { ModelSort } from "@/lib/models/filters";
import { amountText } from "@/lib/registry/words";
import { type CatalogFilters, isNarrowed, type View } from "@/lib/models/filters";

const SORTS: Readonly<Record<ModelSort, string>> = {
  name: "Name, A to Z",
  "-name": "Name, Z to A",
  id: "Id, A to Z",
  "-id": "Id, Z to A",
  "-context_length": "Longest context",
  context_length: "Shortest context",
  "-size": "Largest",
  size: "Smallest",
  "-modified_at": "Newest",
  modified_at: "Oldest",
};

const VIEW_OPTIONS = [
  { view: "table", label: "Table", icon: Rows3 },
  { view: "cards", label: "Cards", icon: LayoutGrid },
] as const;

interface CatalogToolbarProps {
  filters: CatalogFilters;
  words: string;
  found: number;
  of: number;
  onType: (words: string) => void;
  onChange: ChangeUrlState<CatalogFilters>;
  onClear: () => void;
}

/** Count, search and order of the models. It stays visible while the list scrolls. */
export function CatalogToolbar(props: CatalogToolbarProps) {
  const { filters, words, found, of, onType, onChange, onClear } = props;
  const total = of === 1 ? "1 model" : `${amountText(of)} models`;
  return (
    <div
      role="search"
      aria-label="Models"
      className="z-20 flex flex-wrap items-center gap-2 bg-ground lg:sticky lg:top-12 lg:col-span-2 lg:-my-2 lg:py-2"
    >
      <SearchBox
        label="Search id, name, family, quantization and description"
        placeholder="Search name, id, family…"
        words={words}
        onType={onType}
        className="w-full sm:w-72"
      />
      <p role="status" className="text-xs text-muted">
        {found === of ? total : `${amountText(found)} of ${total}`}
      </p>
      {isNarrowed(filters) && <ClearFilters onClear={onClear} />}
      <OptionSelect
        label="Sort by"
        className="ml-auto w-auto!"
        options={SORTS}
        value={filters.sort}
        onChoose={(sort) => onChange({ sort })}
      />
      <ViewSwitch view={filters.view} onView={(view) => onChange({ view }, "push")} />
    </div>
  );
}

/** Hidden on narrow windows, which always show cards. */
function ViewSwitch({ view: chosen, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <div role="group" aria-label="Layout" className="flex max-lg:hidden">
      {VIEW_OPTIONS.map(({ view, label, icon: Icon }) => (
        <Button
          key={view}
          size="icon"
          aria-pressed={view === chosen}
          title={label}
          className="rounded-none! text-muted! first:rounded-l-md! last:-ml-px last:rounded-r-md! focus-visible:z-10 aria-pressed:bg-hover aria-pressed:text-ink!"
          onClick={() => onView(view)}
        >
          <Icon aria-hidden />
          <span className="sr-only">{label}</span>
        </Button>
      ))}
    </div>
  );
}
