"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { FilterToggle } from "@/components/ui/filter-toggle";
import {
  ClearFilters,
  OptionSelect,
  SearchBox,
  useDebouncedText,
} from "@/components/ui/list-filters";
import { Input, Select } from "@/components/ui/form";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { TaskOptions } from "@/components/values/task-options";
import { catalogOptions } from "@/lib/models/queries";
import {
  isNarrowed,
  NO_FILTERS,
  type ProfileFilters,
  type ProfileSort,
} from "@/lib/profiles/filters";

const SORTS: Readonly<Record<ProfileSort, string>> = {
  name: "Name, A to Z",
  "-name": "Name, Z to A",
  "-updated_at": "Recently changed",
  updated_at: "Least recently changed",
  "-created_at": "Newest",
  created_at: "Oldest",
  type: "Task",
  "-type": "Task, reversed",
  model_name: "Model, A to Z",
  "-model_name": "Model, Z to A",
};

const AVAILABILITY = {
  "": "Any availability",
  true: "Model in the catalog",
  false: "Model not in the catalog",
} as const;

const USE = { "": "Any use", true: "Used for a task", false: "Not used" } as const;

interface FilterProps {
  filters: ProfileFilters;
  onChange: ChangeUrlState<ProfileFilters>;
}

export function ProfileFilterBar({ filters, onChange }: FilterProps) {
  const [words, type] = useDebouncedText(filters.q, (q) => onChange({ q }));
  const clear = () => {
    const { owner, sort } = filters;
    onChange({ ...NO_FILTERS, owner, sort });
    type("");
  };
  return (
    <div
      role="search"
      aria-label="Profiles"
      className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
    >
      <SearchBox
        label="Search name, description and model"
        placeholder="Search profiles"
        words={words}
        onType={type}
        className="max-sm:col-span-2 sm:w-64"
      />
      <MoreFilters filters={filters} onChange={onChange} />
      {isNarrowed(filters) && (
        <div className="col-span-2 max-sm:order-last">
          <ClearFilters onClear={clear} />
        </div>
      )}
      <OptionSelect
        label="Sort by"
        className="w-full sm:w-auto sm:ml-auto"
        options={SORTS}
        value={filters.sort}
        onChoose={(sort) => onChange({ sort })}
      />
    </div>
  );
}

/** The filters beside the search; narrow screens hide them at first. */
function MoreFilters(props: FilterProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <FilterToggle
        className="sm:hidden"
        controls={id}
        open={open}
        onToggle={setOpen}
        chosen={chosenFilters(props.filters)}
      />
      <div
        id={id}
        className={cn(
          "col-span-2 grid grid-cols-2 gap-2 max-sm:order-last sm:contents",
          !open && "max-sm:hidden",
        )}
      >
        <FilterControls {...props} />
      </div>
    </>
  );
}

function FilterControls({ filters, onChange }: FilterProps) {
  return (
    <>
      <TaskFilter filters={filters} onChange={onChange} />
      <ModelFilter filters={filters} onChange={onChange} />
      <OptionSelect
        label="Model in the catalog"
        className="w-full sm:w-auto"
        options={AVAILABILITY}
        value={filters.available}
        onChoose={(available) => onChange({ available })}
      />
      <OptionSelect
        label="Used for a task"
        className="w-full sm:w-auto"
        options={USE}
        value={filters.used}
        onChoose={(used) => onChange({ used })}
      />
    </>
  );
}

/** How many of the filters that narrow screens hide are set. */
function chosenFilters({ type, model, available, used }: ProfileFilters): number {
  return [type, model, available, used].filter((value) => value !== "").length;
}

function TaskFilter({ filters, onChange }: FilterProps) {
  return (
    <Select
      aria-label="Task"
      className="w-full sm:w-48"
      value={filters.type}
      onChange={({ target }) => onChange({ type: target.value })}
    >
      <option value="">All tasks</option>
      <TaskOptions valueOf={(task) => task.key} />
    </Select>
  );
}

const MAX_SUGGESTIONS = 20;

/** The box's text; it follows the filter when that changes elsewhere, such as with the back button. */
function useModelText(model: string): [string, (words: string) => void] {
  const [words, setWords] = useState(model);
  const [seen, setSeen] = useState(model);
  if (model !== seen) {
    setSeen(model);
    if (model !== words.trim()) setWords(model);
  }
  return [words, setWords];
}

/** A model's id. The catalog gives suggestions; a model that has left it can be typed. */
function ModelFilter({ filters, onChange }: FilterProps) {
  const [words, setWords] = useModelText(filters.model);
  const [isUsed, setUsed] = useState(false);
  const list = useId();
  const catalog = useQuery({ ...catalogOptions(), enabled: isUsed });
  const typed = useDeferredValue(words.trim().toLowerCase());
  const ids = (catalog.data?.data ?? [])
    .map((model) => model.id)
    .filter((id) => id.toLowerCase().includes(typed))
    .slice(0, MAX_SUGGESTIONS);
  const commit = (value: string) => {
    if (value.trim() !== filters.model) onChange({ model: value.trim() });
  };
  return (
    <>
      <Input
        aria-label="Model"
        placeholder="All models"
        list={list}
        maxLength={300}
        // Looks like the drop-down lists beside it.
        className="w-full bg-(image:--chevron) bg-size-[1rem] bg-position-[right_0.5rem_center] bg-no-repeat pr-7 placeholder:text-ink sm:w-40 [&::-webkit-calendar-picker-indicator]:opacity-0"
        value={words}
        onFocus={() => setUsed(true)}
        onChange={({ target }) => {
          setWords(target.value);
          // Choosing a suggestion arrives as a change to a complete id.
          if (target.value === "" || ids.includes(target.value)) commit(target.value);
        }}
        onBlur={() => commit(words)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(words);
        }}
      />
      <datalist id={list}>
        {ids.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  );
}
