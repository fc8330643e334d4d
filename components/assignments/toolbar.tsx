"use client";

import { RotateCcw, Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { focusPageHeading } from "@/components/ui/focus";
import { SearchBox, useDebouncedText } from "@/components/ui/list-filters";

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
  /** Takes the last save back, as long as it can be. */
  onUndo: (() => void) | undefined;
}

/** What is done with many rows or columns at once. */
export function Toolbar({ search, selected, onReset, onUndo }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {search.of > 0 && <ColumnSearch {...search} />}
      <div className="flex flex-wrap gap-2 lg:ml-auto">
        {onUndo && <UndoButton onUndo={onUndo} />}
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

/** The notice of a save offers the same, but goes. */
function UndoButton({ onUndo }: { onUndo: () => void }) {
  const undo = () => {
    focusPageHeading();
    onUndo();
  };
  return (
    <Button onClick={undo}>
      <Undo2 aria-hidden />
      Undo the last save
    </Button>
  );
}

function ColumnSearch({ words, of, found, onSearch }: ColumnSearchProps) {
  const [typed, type] = useDebouncedText(words, onSearch);
  return (
    <div className="flex items-center gap-3 max-lg:hidden">
      <SearchBox
        label="Search your profiles"
        placeholder="Search your profiles by name, model"
        words={typed}
        onType={type}
        className="w-80"
      />
      <p role="status" className="text-xs text-muted">
        {words ? `${found} of ${of} profiles` : `${of} of your own`}
      </p>
    </div>
  );
}
