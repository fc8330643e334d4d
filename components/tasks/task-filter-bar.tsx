"use client";

import { Cpu } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import {
  ClearFilters,
  OptionSelect,
  SearchBox,
  useDebouncedText,
} from "@/components/ui/list-filters";
import { Select } from "@/components/ui/form";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import {
  DEFAULT_TASKS,
  isFiltered,
  modelsInUse,
  type TasksState,
} from "@/lib/assignments/task-filters";

const SHOWN = {
  "": "All tasks",
  yours: "Yours",
  warnings: "With warnings",
  "no-engine": "Without an engine",
} as const;

interface TaskFilterBarProps {
  state: TasksState;
  onChange: ChangeUrlState<TasksState>;
  rows: readonly TaskOverview[];
  /** How many of the rows the filters leave. */
  found: number;
  /** Switches all tasks that are shown to another model. */
  onSwitch: () => void;
  /** Loads the code for that, before it is used. */
  onApproach: () => void;
}

/**
 * Filters the tasks by text, by model and by who chose the profile. Those of one model, or without an
 * engine, can be switched to another model at once.
 */
export const TaskFilterBar = memo(function TaskFilterBar(props: TaskFilterBarProps) {
  const { state, onChange, rows, found, onSwitch, onApproach } = props;
  const [words, type] = useDebouncedText(state.q, (q) => onChange({ q }));
  const clear = () => {
    onChange({ ...DEFAULT_TASKS, tab: state.tab });
    type("");
  };
  return (
    <div
      role="search"
      aria-label="Tasks"
      className="grid grid-cols-2 items-center gap-2 max-sm:w-full sm:flex sm:flex-wrap"
    >
      <SearchBox
        label="Search tasks, models, prompts and profiles"
        placeholder="Search task, model, prompt"
        words={words}
        onType={type}
        className="max-sm:col-span-2 sm:w-64"
      />
      <ModelFilter model={state.model} rows={rows} onChoose={(model) => onChange({ model })} />
      <OptionSelect
        label="Show"
        className="w-full sm:w-auto"
        options={SHOWN}
        value={state.show}
        onChoose={(show) => onChange({ show })}
      />
      {(state.model !== "" || state.show === "no-engine") && found > 0 && (
        <Button
          className="max-sm:col-span-2"
          onPointerEnter={onApproach}
          onFocus={onApproach}
          onClick={onSwitch}
        >
          <Cpu aria-hidden />
          Switch {found === 1 ? "it" : `all ${found}`} to another model…
        </Button>
      )}
      {isFiltered(state) && <ClearFilters onClear={clear} />}
      <p role="status" className="text-xs text-muted">
        {isFiltered(state) && `${found} of ${rows.length} tasks`}
      </p>
    </div>
  );
});

interface ModelFilterProps {
  model: string;
  rows: readonly TaskOverview[];
  onChoose: (model: string) => void;
}

/** The models in use; one in a link that no task uses any more is listed too. */
function ModelFilter({ model, rows, onChoose }: ModelFilterProps) {
  const used = modelsInUse(rows);
  const isKnown = model === "" || used.some(([id]) => id === model);
  return (
    <Select
      aria-label="Model"
      className="w-full sm:w-auto sm:max-w-64"
      value={model}
      onChange={({ target }) => onChoose(target.value)}
    >
      <option value="">All models</option>
      {used.map(([id, count]) => (
        <option key={id} value={id}>
          {id} ({count})
        </option>
      ))}
      {!isKnown && <option value={model}>{model} (0)</option>}
    </Select>
  );
}
