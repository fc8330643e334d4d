"use client";

import {
  ClearFilters,
  OptionSelect,
  SearchBox,
  useDebouncedText,
} from "@/components/ui/list-filters";
import { Select } from "@/components/ui/form";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import {
  isNarrowed,
  NO_FILTERS,
  type ProfileFilters,
  type ProfileSort,
} from "@/lib/profiles/filters";
import { ModelFilter } from "./model-filter";
import { TaskOptions } from "@/components/values/task-options";

const SORTS: Readonly<Record<ProfileSort, string>> = {
  name: "Name, A to Z",
  "-name": "Name, Z to A",
  "-updated_at": "Changed last",
  updated_at: "Changed first",
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

export interface FilterProps {
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
        placeholder="Search name, description, model"
        words={words}
        onType={type}
        className="max-sm:col-span-2 sm:w-72"
      />
      <TaskFilter filters={filters} onChange={onChange} />
      <ModelFilter filters={filters} onChange={onChange} />
      <OptionSelect
        label="Model in the catalog"
        className="w-full sm:w-auto"
        options={AVAILABILITY}
        value={filters.available}
        onChoose={(available) => onChange({ available })}
      />
      {isNarrowed(filters) && <ClearFilters onClear={clear} />}
      <OptionSelect
        label="Order"
        className="w-full sm:w-auto sm:ml-auto"
        options={SORTS}
        value={filters.sort}
        onChoose={(sort) => onChange({ sort })}
      />
    </div>
  );
}

function TaskFilter({ filters, onChange }: FilterProps) {
  return (
    <Select
      aria-label="Task"
      className="w-full sm:w-auto"
      value={filters.type}
      onChange={({ target }) => onChange({ type: target.value })}
    >
      <option value="">All tasks</option>
      <TaskOptions valueOf={(task) => task.key} />
    </Select>
  );
}
