"use client";

import { Play, Square } from "lucide-react";
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
