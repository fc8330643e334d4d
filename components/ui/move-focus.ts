function heading(): HTMLElement | null {
  return document.querySelector<HTMLElement>("main h1");
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
  heading()?.focus();
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
  return heading();
}
