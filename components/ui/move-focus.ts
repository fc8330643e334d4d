/** The page's own heading: near everything that has nothing nearer. */
export function pageHeading(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main h1");
}

/**
 * For an action that takes away its own control: gives the focus to the first of these that is
 * there. Text can have it too, and the Tab key goes on from it. Where the focus is not lost it stays.
 */
export function keepFocus(...near: (Element | null | undefined)[]): void {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  const next = near.find((element) => element?.isConnected);
  if (!(next instanceof HTMLElement)) return;
  next.focus({ preventScroll: true });
  if (document.activeElement === next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

/** Of rows, the controls by which something is done with one. */
function controlsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("button")];
}

function* siblings(row: Element, towards: "nextElementSibling" | "previousElementSibling") {
  for (let next = row[towards]; next; next = next[towards]) yield next;
}

/** For an action that takes its own control away: the page's heading has the focus from now on. */
export function focusHeading(): void {
  pageHeading()?.focus();
}

/**
 * What has the focus after a control whose row goes: the like control of the next row, else of the
 * one before, else the page's heading. A control in no row stays.
 */
export function heirOf(control: HTMLElement): HTMLElement | null {
  const row = control.closest("tr, li");
  if (!row) return control;
  // Counted from the end: rows begin with links and badges that not all have.
  const place = controlsOf(row).reverse().indexOf(control);
  for (const towards of ["nextElementSibling", "previousElementSibling"] as const) {
    for (const sibling of siblings(row, towards)) {
      const heir = controlsOf(sibling).reverse()[place];
      if (heir) return heir;
    }
  }
  return pageHeading();
}
