import { useRef } from "react";
import { heirOf, keepFocus, pageHeading } from "./move-focus";

/** What has the focus; for an entry of a menu, which closes, the menu's button. */
function focused(): Element | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : active;
}

/**
 * For a box without a trigger of its own, to which alone Radix gives the focus back: gives it to
 * what had it before the box opened, or where that is gone to the page's heading, unless it was
 * given to something else meanwhile; `then` follows. `passOn` tells that the row of it goes.
 */
export function useFocusReturn(then?: () => void) {
  const before = useRef<Element | null>(null);
  const heir = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = focused();
      heir.current = null;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // What has the focus now may be in the row that goes.
      if (heir.current) heir.current.focus();
      else keepFocus(before.current, pageHeading());
      then?.();
    },
    passOn: () => {
      if (before.current instanceof HTMLElement) heir.current = heirOf(before.current);
    },
  };
}
