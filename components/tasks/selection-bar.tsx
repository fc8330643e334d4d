"use client";

import { Cpu, RotateCcw, UserRound } from "lucide-react";
import { pageHeading, recoverFocus } from "@/components/ui/focus";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { SELECTION_ACTIONS } from "@/components/ui/selection";
import { countWords } from "@/lib/registry/words";
import { flushSync } from "react-dom";

/** What can be done with several tasks at once. */
export type BulkKind = "model" | "assign" | "reset";

const ACTIONS = [
  { kind: "model", label: "Switch model…", icon: Cpu },
  { kind: "assign", label: "Assign a profile…", icon: UserRound },
  { kind: "reset", label: "Reset to defaults…", icon: RotateCcw },
] as const;

interface SelectionBarProps {
  count: number;
  onChoose: (kind: BulkKind) => void;
  onClear: () => void;
  /** Loads the code of the dialog, before it is opened. */
  onApproach: () => void;
}

/** What can be done with the selected tasks; empty without any. */
export function SelectionBar({ count, onChoose, onClear, onApproach }: SelectionBarProps) {
  const clear = () => {
    flushSync(onClear);
    recoverFocus(pageHeading());
  };
  return (
    <div
      id={SELECTION_ACTIONS}
      role="region"
      aria-label="Selected tasks"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-2 rounded-lg max-sm:[&>button]:grow",
        count > 0 && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      <p role="status" className="grow font-medium max-sm:basis-full">
        {count > 0 && `${countWords(count, "task")} selected`}
      </p>
      {count > 0 && (
        <>
          {ACTIONS.map(({ kind, label, icon: Icon }) => (
            <Button
              key={kind}
              onPointerEnter={onApproach}
              onFocus={onApproach}
              onClick={() => onChoose(kind)}
            >
              <Icon aria-hidden />
              {label}
            </Button>
          ))}
          <Button variant="ghost" onClick={clear}>
            Clear selection
          </Button>
        </>
      )}
    </div>
  );
}
