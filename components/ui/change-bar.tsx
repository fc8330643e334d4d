"use client";

import { type ReactNode, type RefObject, useCallback, useEffect, useId, useRef } from "react";
import { isDialogOpen } from "./dialog";
import { pageHeading, recoverFocus } from "./focus";
import { Button } from "./button";
import { cn } from "./cn";
import { dismiss, toast } from "./toast";
import { useIsOffline } from "./use-is-offline";

interface ChangeBarProps {
  count: number;
  /** What is wrong with the changes: `1 was rejected`. */
  error?: string | undefined;
  isSaving: boolean;
  /** Also called by the shortcut: must do nothing if there are no changes or a save is running. */
  onSave: () => void;
  onDiscard: () => void;
  /** Text without changes, for a new object that can be saved as it is. */
  unsaved?: string;
  /** More buttons. */
  children?: ReactNode;
}

/** Ctrl+S or ⌘S saves. */
function useSaveKey(onSave: () => void): void {
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      // Even without changes, so that the browser does not save the page as a file.
      event.preventDefault();
      // Ignores repeats of a held key, and keys meant for a dialog.
      if (!event.repeat && !isDialogOpen()) onSave();
    };
    window.addEventListener("keydown", save);
    return () => window.removeEventListener("keydown", save);
  }, [onSave]);
}

/** If a button of the bar is removed or disabled by its own action, the focus stays nearby. */
function useNearbyFocus(isSaving: boolean) {
  const bar = useRef<HTMLDivElement>(null);
  const isPressed = useRef(false);
  useEffect(() => {
    if (!isPressed.current || isSaving || bar.current?.contains(document.activeElement)) return;
    isPressed.current = false;
    const panel = bar.current?.closest("aside")?.querySelector("h2");
    recoverFocus(bar.current?.querySelector("[aria-keyshortcuts]"), panel, pageHeading());
  });
  return { ref: bar, onClickCapture: () => void (isPressed.current = true) };
}

function savingText(isOffline: boolean): string {
  return isOffline ? "Offline: will be saved when the connection is back" : "Saving…";
}

function stateText(count: number, unsaved: string | undefined): string {
  if (count === 0 && unsaved !== undefined) return unsaved;
  return count === 1 ? "1 unsaved change" : `${count.toLocaleString("en")} unsaved changes`;
}

/** The height of a field of one line, in pixels. */
const LINE = 40;

/** Scrolls the focused field out from under the bar. */
function uncover(bar: HTMLElement): void {
  const field = document.activeElement;
  if (!field || field === document.body || bar.contains(field)) return;
  const { top, height } = field.getBoundingClientRect();
  // All of a line, half of a long text.
  const seen = Math.max(height / 2, Math.min(height, LINE));
  const isCovered = top + seen > bar.getBoundingClientRect().top;
  if (isCovered) field.scrollIntoView({ block: "center" });
}

/** The room that whatever scrolls keeps free for the bar: see `globals.css`. */
const ROOM = "--change-bar";

/** A bar that appears or grows by a line must not cover the field that is edited. */
function useUncoveredFocus(bar: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty(ROOM, `${element.offsetHeight}px`);
      if (element.offsetHeight > 0) uncover(element);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(ROOM);
    };
  }, [bar]);
}

/** Shows how many changes are unsaved, with buttons to save or discard them; hidden without changes. */
export function ChangeBar({ count, isSaving, onSave, onDiscard, ...rest }: ChangeBarProps) {
  useSaveKey(onSave);
  const focusProps = useNearbyFocus(isSaving);
  const isOffline = useIsOffline();
  const { error, unsaved, children } = rest;
  const shown = count > 0 || isSaving || unsaved !== undefined;
  useUncoveredFocus(focusProps.ref);
  return (
    <div
      {...focusProps}
      role="region"
      aria-label="Changes"
      className={cn(
        "sticky bottom-2 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg max-sm:[&>:is(a,button)]:grow",
        shown && "border border-line bg-panel px-3 py-2 shadow-lg",
      )}
    >
      {/* Always rendered, so that screen readers announce changes of its text. */}
      <p role="status" className="grow font-medium max-sm:basis-full">
        {shown && (isSaving ? savingText(isOffline) : stateText(count, unsaved))}
        {error && <span className="font-normal text-danger">: {error}</span>}
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

/** Milliseconds in which an action can be undone. */
const UNDO_TIME = 10_000;

/** Shows a toast with an Undo button. It is removed with the page, and by the next one of the page. */
export function useUndo(): (title: string, undo: () => void) => void {
  const id = useId();
  useEffect(() => () => dismiss(id), [id]);
  return useCallback(
    (title, onClick) => {
      const action = { label: "Undo", onClick };
      toast({ id, kind: "success", title, action, duration: UNDO_TIME });
    },
    [id],
  );
}
