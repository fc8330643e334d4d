"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { SearchBox } from "@/components/ui/search-box";
import type { ChangeAddress } from "@/components/ui/use-address";
import { useTyped } from "@/components/ui/use-typed";
import { isNarrowed, NO_FILTERS, type ProfileFilters } from "@/lib/profiles/filters";
import type { ProfileSort } from "@/lib/profiles/sorts";
import { ModelFilter } from "./model-filter";
import { TaskOptions } from "./task-options";

const SORTS: readonly { value: ProfileSort; label: string }[] = [
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
  { value: "-updated_at", label: "Changed last" },
  { value: "updated_at", label: "Changed first" },
  { value: "-created_at", label: "Newest" },
  { value: "created_at", label: "Oldest" },
  { value: "type", label: "Task" },
  { value: "-type", label: "Task, reversed" },
  { value: "model_name", label: "Model, A to Z" },
  { value: "-model_name", label: "Model, Z to A" },
];

export interface FilterProps {
  filters: ProfileFilters;
  onChange: ChangeAddress<ProfileFilters>;
}

export function ProfileFilterBar({ filters, onChange }: FilterProps) {
  const [words, type] = useTyped(filters.q, (q) => onChange({ q }));
  // The model's box keeps its own text; clearing makes a new one.
  const [round, setRound] = useState(0);
  const clear = () => {
    const { owner, sort } = filters;
    onChange({ ...NO_FILTERS, owner, sort });
    type("");
    setRound(round + 1);
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
      <ModelFilter key={round} filters={filters} onChange={onChange} />
      <AvailabilityFilter filters={filters} onChange={onChange} />
      {isNarrowed(filters) && (
        <Button look="ghost" className="max-sm:col-span-2" onClick={clear}>
          <X aria-hidden />
          Clear the filters
        </Button>
      )}
      <Select
        aria-label="Order"
        className="w-full sm:w-auto sm:ml-auto"
        value={filters.sort}
        onChange={({ target }) => onChange({ sort: target.value as ProfileSort })}
      >
        {SORTS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
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

function AvailabilityFilter({ filters, onChange }: FilterProps) {
  return (
    <Select
      aria-label="Model in the catalog"
      className="w-full sm:w-auto"
      value={filters.available}
      onChange={({ target }) => onChange({ available: target.value as typeof filters.available })}
    >
      <option value="">Any availability</option>
      <option value="true">Model in the catalog</option>
      <option value="false">Model not in the catalog</option>
    </Select>
  );
}
