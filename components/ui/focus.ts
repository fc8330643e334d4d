/** The page's heading, which takes the focus if nothing closer can. */
export function pageHeading(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main h1");
}

/** For an action that removes its own control: moves the focus to the page's heading. */
export function focusPageHeading(): void {
  pageHeading()?.focus();
}

/**
 * For an action that removes its own control: if the focus is lost, moves it to the first candidate
 * still on the page. Text can take it too, and Tab continues from there.
 */
export function recoverFocus(...candidates: (Element | null | undefined)[]): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  const next = candidates.find((element) => element?.isConnected);
  if (!(next instanceof HTMLElement)) return;
  next.focus({ preventScroll: true });
  if (document.activeElement === next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function buttonsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("button")];
}

function* siblings(row: Element, direction: "nextElementSibling" | "previousElementSibling") {
  for (let next = row[direction]; next; next = next[direction]) yield next;
}

/**
 * Where the focus goes when a control's row is removed: the same control of the next row, or of the
 * previous one, or the page's heading. A control outside a row keeps the focus.
 */
export function focusTargetAfterRemoval(control: HTMLElement): HTMLElement | null {
  const row = control.closest("tr, li");
  if (!row) return control;
  // Counted from the end: only some rows begin with links and badges.
  const index = buttonsOf(row).reverse().indexOf(control);
  for (const direction of ["nextElementSibling", "previousElementSibling"] as const) {
    for (const sibling of siblings(row, direction)) {
      const target = buttonsOf(sibling).reverse()[index];
      if (target) return target;
    }
  }
  return pageHeading();
}

/** Sent from an element that must become visible to whatever hides it, such as a closed tab. */
export const REVEAL = "reveal";

/** Asks everything around the element to show it. */
export function reveal(element: Element): void {
  element.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true }));
}
