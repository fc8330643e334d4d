"use client";

import { RotateCcw, Search } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Milliseconds after the last key before the columns follow. */
const PAUSE = 150;

interface ColumnSearchProps {
  words: string;
  /** How many columns there are, and how many of them the words leave. */
  of: number;
  found: number;
  onSearch: (words: string) => void;
}

interface ToolbarProps {
  search: ColumnSearchProps;
  /** How many rows are ticked. */
  selected: number;
  onReset: (which: "selected" | "all") => void;
}

/** What is done with many rows or columns at once. */
export function Toolbar({ search, selected, onReset }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search.of > 0 && <ColumnSearch {...search} />}
      <div className="flex flex-wrap gap-2 lg:ml-auto">
        {selected > 0 && (
          <Button className="max-lg:hidden" onClick={() => onReset("selected")}>
            <RotateCcw aria-hidden />
            {selected === 1 ? "Selected task" : `${selected} selected tasks`} back to default
          </Button>
        )}
        <Button onClick={() => onReset("all")}>
          <RotateCcw aria-hidden />
          All tasks back to default
        </Button>
      </div>
    </div>
  );
}

function ColumnSearch({ words, of, found, onSearch }: ColumnSearchProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="flex items-center gap-3 max-lg:hidden">
      <div className="relative w-80">
        <label htmlFor={id} className="sr-only">
          Search your profiles
        </label>
        <Search
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
          aria-hidden
        />
        <Input
          id={id}
          type="search"
          maxLength={200}
          placeholder="Search your profiles by name, model"
          className="pl-8"
          defaultValue={words}
          onChange={({ target }) => {
            clearTimeout(timer.current);
            timer.current = setTimeout(() => onSearch(target.value.trim()), PAUSE);
          }}
        />
      </div>
      <p role="status" className="text-xs text-muted">
        {words ? `${found} of ${of} profiles` : `${of} of your own`}
      </p>
    </div>
  );
}
