import { useEffect } from "react";

/** Focuses the first field of a page that is nothing but a form, unless something has the focus. */
export function useFirstFocus(name: string): void {
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`input[name="${name}"]`)?.focus();
  }, [name]);
}
