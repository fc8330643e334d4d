/** Of something that cannot be seen, to whatever hides it, such as another tab: it is to be shown. */
export const REVEAL = "reveal";

/** Asks for an element to be shown. */
export function reveal(element: Element): void {
  element.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true }));
}
