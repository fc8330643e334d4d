/** The page's own heading: near everything that has nothing nearer. */
export function pageHeading(): Element | null {
  return document.querySelector("h1");
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
