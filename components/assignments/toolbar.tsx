"use client";

import { RotateCcw, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Combobox } from "@/components/ui/combobox";
import { focusPageHeading } from "@/components/ui/focus";
import { SearchBox, useDebouncedText } from "@/components/ui/list-filters";
import { SELECTION_ACTIONS } from "@/components/ui/selection";
import { TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { countWords } from "@/lib/registry/words";
import { fittingTasks, type Lookup, optionsForAll } from "./lookup";
import type { Choose } from "./use-choices";

export interface SearchProps {
  label: string;
  placeholder: string;
  words: string;
  /** What is searched: `profile`. */
  noun: string;
  /** How many there are, and how many match. */
  of: number;
  found: number;
  onSearch: (words: string) => void;
  className?: string | undefined;
}

interface ToolbarProps {
  /** The search of the view; undefined if there is nothing to search. */
  search: SearchProps | undefined;
  selected: readonly Task[];
  lookup: Lookup;
  onChoose: Choose;
  /** Undoes the last save; undefined if that is not possible. */
  onUndo: (() => void) | undefined;
}

/** The search of a view, and actions on many tasks. */
export function Toolbar({ search, selected, lookup, onChoose, onUndo }: ToolbarProps) {
  const reset = (tasks: readonly Task[]) =>
    onChoose(tasks.map((task) => [task.key, task.default_profile_id]));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search && <Search key={search.noun} {...search} />}
      <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:grow lg:ml-auto">
        {onUndo && <UndoButton onUndo={onUndo} />}
        <p role="status" className="sr-only">
          {selected.length > 0 && `${countWords(selected.length, "task")} selected`}
        </p>
        {selected.length > 0 && (
          <div
            id={SELECTION_ACTIONS}
            role="group"
            aria-label="Selected tasks"
            className="flex flex-wrap gap-2 max-sm:*:grow"
          >
            <ProfileForAll tasks={selected} lookup={lookup} onChoose={onChoose} />
            <Button onClick={() => reset(selected)}>
              <RotateCcw aria-hidden />
              {`Reset ${countWords(selected.length, "selected task")}`}
            </Button>
          </div>
        )}
        <Button onClick={() => reset(TASKS)}>
          <RotateCcw aria-hidden />
          Reset all to defaults
        </Button>
      </div>
    </div>
  );
}

interface ProfileForAllProps extends Pick<ToolbarProps, "lookup" | "onChoose"> {
  tasks: readonly Task[];
}

/** Chooses a profile for all of the tasks that it fits. */
function ProfileForAll({ tasks, lookup, onChoose }: ProfileForAllProps) {
  const choose = (id: string) => {
    const profile = lookup.profiles.get(id);
    if (!profile) return;
    onChoose(fittingTasks(tasks, profile, lookup).map(({ key }) => [key, id]));
  };
  return (
    <Combobox
      label={`Profile for ${countWords(tasks.length, "selected task")}`}
      placeholder="Search all profiles"
      groups={() => optionsForAll(tasks, lookup)}
      value={null}
      onChange={choose}
    >
      Assign to {countWords(tasks.length, "selected task")}
    </Combobox>
  );
}

/** The toast after a save offers the same, but disappears. */
function UndoButton({ onUndo }: { onUndo: () => void }) {
  const undo = () => {
    focusPageHeading();
    onUndo();
  };
  return (
    <Button onClick={undo}>
      <Undo2 aria-hidden />
      Undo last save
    </Button>
  );
}

function Search(props: SearchProps) {
  const { label, placeholder, words, noun, of, found, onSearch, className } = props;
  const [typed, type] = useDebouncedText(words, onSearch);
  const all = countWords(of, noun);
  return (
    <div className={cn("flex items-center gap-3 max-sm:w-full", className)}>
      <SearchBox
        label={label}
        placeholder={placeholder}
        words={typed}
        onType={type}
        className="w-80 max-sm:w-full"
      />
      <p role="status" className="text-xs text-muted whitespace-nowrap">
        {words ? `${found.toLocaleString("en")} of ${all}` : all}
      </p>
    </div>
  );
}
