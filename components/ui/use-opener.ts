"use client";

import { type KeyboardEvent, type RefObject, useRef, useState } from "react";

/**
 * For a button that opens a box which is fetched, by `load`, when the button is first reached: what
 * the button needs, and whether the box is open.
 */
export function useOpener(load: () => Promise<unknown>) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const button = {
    "aria-expanded": open,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setOpen(!open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      setOpen(true);
    },
  };
  return { open, trigger, button, close: () => setOpen(false) };
}

/** What Radix must know of a box whose button was there before it. */
export function belongingTo(trigger: RefObject<HTMLButtonElement | null>) {
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // Who has gone on meanwhile, to a text field or to the next box, stays there. A focus that is
      // lost is on the body, or on the dialog that caught it.
      if (document.activeElement?.contains(trigger.current)) trigger.current?.focus();
    },
    onInteractOutside: (event: Event) => {
      // A press of the button closes it by itself.
      if (trigger.current?.contains(event.target as Node)) event.preventDefault();
    },
  };
}
