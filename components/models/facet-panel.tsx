"use client";

import { memo, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { FilterToggle } from "@/components/ui/filter-toggle";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { type Facet, FACETS } from "@/lib/models/filters";
import { providerText } from "@/lib/registry/engines";
import { MODEL_TASKS } from "@/lib/registry/types";
import { amountText, modelTaskText } from "@/lib/registry/words";
import type { CatalogFilters } from "@/lib/models/filters";
import type { FacetCounts } from "@/lib/models/search";

const LABELS: Readonly<Record<Facet, string>> = {
  task: "Task",
  provider: "Provider",
  family: "Family",
  quantization: "Quantization",
};

/** Options shown before “Show all”. */
const MAX_SHOWN = 7;

interface FacetPanelProps {
  filters: CatalogFilters;
  facets: FacetCounts;
  onChange: ChangeUrlState<CatalogFilters>;
}

/** Filters, each with the number of models it would leave. */
export function FacetPanel({ filters, facets, onChange }: FacetPanelProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const chosen = FACETS.filter((facet) => filters[facet] !== "").length;
  return (
    <section
      aria-label="Filters"
      className="lg:sticky lg:top-24 lg:-ml-2 lg:max-h-[calc(100dvh-6.5rem)] lg:overflow-y-auto"
    >
      <FilterToggle
        className="lg:hidden"
        controls={id}
        open={open}
        onToggle={setOpen}
        chosen={chosen}
      />
      <div
        id={id}
        className={cn(
          "grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-1 lg:pl-2 lg:pr-1",
          open ? "max-lg:pt-3" : "max-lg:hidden",
        )}
      >
        {FACETS.map((facet) => (
          <FacetChoice
            key={facet}
            facet={facet}
            value={filters[facet]}
            counts={facets[facet]}
            onChange={onChange}
          />
        ))}
      </div>
    </section>
  );
}

interface FacetChoiceProps {
  facet: Facet;
  value: string;
  counts: Readonly<Record<string, number>>;
  onChange: ChangeUrlState<CatalogFilters>;
}

/** A choice for people; it may be any text that a URL has. */
function choiceText(facet: Facet, choice: string): string {
  if (facet === "provider") return providerText(choice);
  const task = facet === "task" && MODEL_TASKS.find((each) => each === choice);
  return task ? modelTaskText(task) : choice;
}

/** The options by number of models; the selected one is always included. */
function choicesOf(counts: FacetChoiceProps["counts"], value: string): [string, number][] {
  const choices = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const isChosen = ([choice]: [string, number]) => choice.toLowerCase() === value.toLowerCase();
  return value === "" || choices.some(isChosen) ? choices : [...choices, [value, 0]];
}

const FacetChoice = memo(function FacetChoice(props: FacetChoiceProps) {
  const { facet, value, counts, onChange } = props;
  const [all, setAll] = useState(false);
  const name = useId();
  const choices = choicesOf(counts, value);
  const isChosen = (choice: string) => choice.toLowerCase() === value.toLowerCase();
  const shown = choices.filter(([choice], index) => all || index < MAX_SHOWN || isChosen(choice));
  const choose = (chosen: string) => {
    // Back undoes the whole filter, not each value that was tried.
    const isStep = value === "" || chosen === "";
    onChange({ [facet]: chosen }, isStep ? "push" : "replace");
  };
  return (
    <fieldset className="grid min-w-0">
      <legend className="pb-1 text-xs font-semibold text-muted">{LABELS[facet]}</legend>
      <Choice name={name} checked={value === ""} onChoose={() => choose("")}>
        Any
      </Choice>
      {shown.map(([choice, count]) => (
        <Choice
          key={choice}
          name={name}
          checked={isChosen(choice)}
          count={count}
          onChoose={() => choose(choice)}
        >
          {choiceText(facet, choice)}
        </Choice>
      ))}
      {choices.length > MAX_SHOWN && (
        <button
          type="button"
          aria-expanded={all}
          className="-ml-1.5 h-7 justify-self-start rounded px-1.5 text-xs text-muted underline underline-offset-2 hover:text-ink"
          onClick={() => setAll(!all)}
        >
          {all ? "Show fewer" : `Show all ${choices.length}`}
          <span className="sr-only"> of {LABELS[facet]}</span>
        </button>
      )}
    </fieldset>
  );
});

interface ChoiceProps {
  name: string;
  checked: boolean;
  count?: number;
  onChoose: () => void;
  children: string;
}

function Choice({ name, checked, count, onChoose, children }: ChoiceProps) {
  return (
    <label className="-ml-1.5 flex min-h-7 cursor-pointer items-center gap-2 rounded px-1.5 hover:bg-hover has-checked:font-medium">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        className="size-3.5 shrink-0 accent-accent"
      />
      <span className="min-w-0 grow [overflow-wrap:anywhere]">{children}</span>
      {count !== undefined && (
        <span className="text-xs font-normal text-muted">
          {amountText(count)}
          <span className="sr-only">{count === 1 ? " model" : " models"}</span>
        </span>
      )}
    </label>
  );
}
