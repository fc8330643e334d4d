import { useRef } from "react";
import { focusTargetAfterRemoval, pageHeading, recoverFocus } from "./focus";

/** The focused element; for an entry of a menu, which is about to close, the menu's button. */
function focusedElement(): Element | null {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : active;
}

/**
 * Returns the focus when a dialog closes: to what had it before, or to the page's heading if that is
 * gone. Radix does this only for dialogs with a trigger. `then` runs afterwards; call `leaveRow` if
 * confirming removes the row that the dialog was opened from.
 */
export function useFocusReturn(then?: () => void) {
  const before = useRef<Element | null>(null);
  const nextRow = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = focusedElement();
      nextRow.current = null;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // The element that has the focus now may be in the row that is removed.
      if (nextRow.current) nextRow.current.focus();
      else recoverFocus(before.current, pageHeading());
      // The heading may be out of view, above the result.
      document.activeElement?.scrollIntoView({ block: "nearest" });
      then?.();
    },
    leaveRow: () => {
      if (before.current instanceof HTMLElement) {
        nextRow.current = focusTargetAfterRemoval(before.current);
      }
    },
  };
}
