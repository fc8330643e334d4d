import { useRef } from "react";

/**
 * For a box without a trigger of its own, to which alone Radix gives the focus back: gives it to
 * what had it before the box opened; `then` follows.
 */
export function useFocusReturn(then?: () => void) {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (before.current instanceof HTMLElement) before.current.focus();
      then?.();
    },
  };
}
