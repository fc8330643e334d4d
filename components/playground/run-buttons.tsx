"use client";

import { Columns2, Play, Square } from "lucide-react";
import { Button } from "@/components/ui/button";

interface RunButtonsProps {
  isRunning: boolean;
  isEmpty: boolean;
  onRun: () => void;
  onStop: () => void;
}

/** Starts and stops the requests. */
export function RunButtons({ isRunning, isEmpty, onRun, onStop }: RunButtonsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isRunning ? (
        <Button key="run" onClick={onStop}>
          <Square aria-hidden />
          Stop
        </Button>
      ) : (
        <Button
          key="run"
          variant="primary"
          disabled={isEmpty}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={onRun}
        >
          <Play aria-hidden />
          Run
        </Button>
      )}
      <span className="text-xs text-muted max-sm:hidden">Ctrl/⌘ Enter runs it</span>
    </div>
  );
}

/** What is compared at once, the edited profile included. */
const MAX_COLUMNS = 4;

interface CompareProps {
  /** Columns beside that of the edited profile. */
  count: number;
  onCompare: () => void;
}

/** Adds a column, as long as there is room for one. */
export function CompareButton({ count, onCompare }: CompareProps) {
  if (count + 1 >= MAX_COLUMNS) return null;
  return (
    <Button onClick={onCompare}>
      <Columns2 aria-hidden />
      {count === 0 ? "Compare" : "Add another"}
    </Button>
  );
}
