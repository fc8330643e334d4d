"use client";

import { type KeyboardEvent, type RefObject, useRef, useState } from "react";

/**
 * State and handlers of a button that opens a popover. `load` fetches the popover's code when the
 * button is first hovered or focused. With `opensOnFocus`, the first focus also opens it.
 */
export function usePopover(load: () => Promise<unknown>, opensOnFocus = false) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const isDue = useRef(opensOnFocus);
  const button = {
    "aria-expanded": open,
    onPointerEnter: () => void load(),
    onFocus: () => {
      void load();
      if (isDue.current) setOpen(true);
      isDue.current = false;
    },
    onClick: () => setOpen(!open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      setOpen(true);
    },
  };
  return { open, trigger, button, close: () => setOpen(false) };
}

/** Handlers for Radix content whose trigger is rendered outside of Radix. */
export function contentHandlers(trigger: RefObject<HTMLButtonElement | null>) {
  return {
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // If the focus has moved on to another control, it stays there. A lost focus is on the body or
      // on the dialog around the trigger.
      if (document.activeElement?.contains(trigger.current)) trigger.current?.focus();
    },
    onInteractOutside: (event: Event) => {
      // A click on the trigger closes the popover already.
      const { target } = event;
      if (target instanceof Node && trigger.current?.contains(target)) event.preventDefault();
    },
  };
}
