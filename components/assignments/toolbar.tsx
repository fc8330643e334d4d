"use client";

import { RotateCcw, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { focusPageHeading } from "@/components/ui/focus";
import { SearchBox, useDebouncedText } from "@/components/ui/list-filters";

interface ColumnSearchProps {
  words: string;
  /** The number of columns, and how many match the search. */
  of: number;
  found: number;
  onSearch: (words: string) => void;
}

interface ToolbarProps {
  search: ColumnSearchProps;
  /** The number of selected rows. */
  selected: number;
  onReset: (which: "selected" | "all") => void;
  /** Undoes the last save; undefined if that is not possible. */
  onUndo: (() => void) | undefined;
}

/** Column search, and actions on many rows. */
export function Toolbar({ search, selected, onReset, onUndo }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search.of > 0 && <ColumnSearch {...search} />}
      <div className="flex flex-wrap gap-2 lg:ml-auto">
        {onUndo && <UndoButton onUndo={onUndo} />}
        {selected > 0 && (
          <Button className="max-lg:hidden" onClick={() => onReset("selected")}>
            <RotateCcw aria-hidden />
            {selected === 1 ? "Reset selected task" : `Reset ${selected} selected tasks`}
          </Button>
        )}
        <Button onClick={() => onReset("all")}>
          <RotateCcw aria-hidden />
          Reset all to defaults
        </Button>
      </div>
    </div>
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

function profileCount(count: number): string {
  return count === 1 ? "1 profile" : `${count} profiles`;
}

function ColumnSearch({ words, of, found, onSearch }: ColumnSearchProps) {
  const [typed, type] = useDebouncedText(words, onSearch);
  return (
    <div className="flex items-center gap-3 max-lg:hidden">
      <SearchBox
        label="Search your profiles"
        placeholder="Search your profiles by name or model"
        words={typed}
        onType={type}
        className="w-80"
      />
      <p role="status" className="text-xs text-muted">
        {words ? `${found} of ${profileCount(of)}` : profileCount(of)}
      </p>
    </div>
  );
}
