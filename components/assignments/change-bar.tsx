"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

interface ChangeBarProps {
  count: number;
  refused: number;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Ctrl or ⌘ S saves. */
function useSaveKey(onSave: () => void): void {
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      // Also where there is nothing to save: nobody wants the page as a file.
      event.preventDefault();
      onSave();
    };
    window.addEventListener("keydown", save);
    return () => window.removeEventListener("keydown", save);
  }, [onSave]);
}

/** How much is not saved yet; nothing where nothing is. */
export function ChangeBar({ count, refused, isSaving, onSave, onDiscard }: ChangeBarProps) {
  useSaveKey(onSave);
  const shown = count > 0 || isSaving;
  const changes = count === 1 ? "1 change" : `${count} changes`;
  return (
    <div
      role="region"
      aria-label="Changes"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg",
        shown && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      {/* Always there, so that its words are read out when they change. */}
      <p role="status" className="grow font-medium">
        {shown && (isSaving ? "Saving …" : `${changes} not saved`)}
        {refused > 0 && (
          <span className="font-normal text-danger">
            {refused === 1 ? ": one is refused" : `: ${refused} are refused`}
          </span>
        )}
      </p>
      {shown && (
        <>
          <Button onClick={onDiscard} disabled={isSaving}>
            Discard
          </Button>
          <Button
            look="primary"
            busy={isSaving}
            onClick={onSave}
            aria-keyshortcuts="Control+S Meta+S"
          >
            Save
            <kbd aria-hidden className="font-sans text-xs font-normal opacity-80 max-sm:hidden">
              Ctrl S
            </kbd>
          </Button>
        </>
      )}
    </div>
  );
}
