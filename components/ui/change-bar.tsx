"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { isBoxOpen } from "./box-open";
import { Button } from "./button";
import { cn } from "./cn";
import { keepFocus, pageHeading } from "./move-focus";

interface ChangeBarProps {
  count: number;
  /** What is wrong with them: `one is refused`. */
  fault?: string | undefined;
  isSaving: boolean;
  /** Also called by key: with nothing to save, and while it is being saved, it does nothing. */
  onSave: () => void;
  onDiscard: () => void;
  /** For what is not there yet, which can be saved as it stands: what the bar says without changes. */
  unsaved?: string;
  /** More that can be done with the changes. */
  children?: ReactNode;
}

/** Ctrl or ⌘ S saves. */
function useSaveKey(onSave: () => void): void {
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      // Also where there is nothing to save: nobody wants the page as a file.
      event.preventDefault();
      // Held down it is pressed once, and what a box asks for is not what stands behind it.
      if (!event.repeat && !isBoxOpen()) onSave();
    };
    window.addEventListener("keydown", save);
    return () => window.removeEventListener("keydown", save);
  }, [onSave]);
}

/** Where a button of the bar goes with what it did, or is off while it does it, the focus stays near. */
function useFocusKept(isSaving: boolean) {
  const bar = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    if (!isPressed.current || isSaving || bar.current?.contains(document.activeElement)) return;
    isPressed.current = false;
    keepFocus(bar.current?.querySelector("[aria-keyshortcuts]"), pageHeading());
  });
  return { ref: bar, onClickCapture: () => void (isPressed.current = true) };
}

function stateText(count: number, unsaved: string | undefined): string {
  if (count === 0 && unsaved !== undefined) return unsaved;
  return count === 1 ? "1 change not saved" : `${count} changes not saved`;
}

/** How much is not saved yet; nothing where nothing is. */
export function ChangeBar({ count, isSaving, onSave, onDiscard, ...rest }: ChangeBarProps) {
  useSaveKey(onSave);
  const kept = useFocusKept(isSaving);
  const { fault, unsaved, children } = rest;
  const shown = count > 0 || isSaving || unsaved !== undefined;
  return (
    <div
      {...kept}
      role="region"
      aria-label="Changes"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg max-sm:[&>:is(a,button)]:grow",
        shown && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      {/* Always there, so that its words are read out when they change. */}
      <p role="status" className="grow font-medium max-sm:basis-full">
        {shown && (isSaving ? "Saving …" : stateText(count, unsaved))}
        {fault && <span className="font-normal text-danger">: {fault}</span>}
      </p>
      {shown && (
        <>
          {count > 0 && (
            <Button onClick={onDiscard} disabled={isSaving}>
              Discard
            </Button>
          )}
          {children}
          <Button
            variant="primary"
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
