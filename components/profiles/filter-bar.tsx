"use client";

import { Search, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import { isNarrowed, NO_FILTERS, type ProfileFilters } from "@/lib/profiles/filters";
import type { ProfileSort } from "@/lib/profiles/sorts";
import { GROUP_LABELS, TASKS } from "@/lib/registry/tasks";
import { TASK_GROUPS } from "@/lib/registry/types";
import { ModelFilter } from "./model-filter";

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

/** Milliseconds after the last key before the list follows. */
const PAUSE = 200;

export interface FilterProps {
  filters: ProfileFilters;
  onChange: (patch: Partial<ProfileFilters>) => void;
}

export function ProfileFilterBar({ filters, onChange }: FilterProps) {
  // Boxes that are typed in keep their own text; clearing makes new ones.
  const [round, setRound] = useState(0);
  const clear = () => {
    const { owner, sort } = filters;
    onChange({ ...NO_FILTERS, owner, sort });
    setRound(round + 1);
  };
  return (
    <div
      role="search"
      aria-label="Profiles"
      className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
    >
      <SearchBox key={`search ${round}`} filters={filters} onChange={onChange} />
      <TaskFilter filters={filters} onChange={onChange} />
      <ModelFilter key={`model ${round}`} filters={filters} onChange={onChange} />
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

function SearchBox({ filters, onChange }: FilterProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="relative max-sm:col-span-2 sm:w-72">
      <label htmlFor={id} className="sr-only">
        Search name, description and model
      </label>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
        aria-hidden
      />
      <Input
        id={id}
        type="search"
        maxLength={200}
        placeholder="Search name, description, model"
        className="pl-8"
        defaultValue={filters.q}
        onChange={({ target }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange({ q: target.value.trim() }), PAUSE);
        }}
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
      {TASK_GROUPS.map((group) => (
        <optgroup key={group} label={GROUP_LABELS[group]}>
          {TASKS.filter((task) => task.group === group).map((task) => (
            <option key={task.key} value={task.key}>
              {task.label}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}
