import type { BrowserContext, Locator } from "@playwright/test";

/** Of React's own tree, what is read here. */
interface Fiber {
  tag: number;
  flags: number;
  child: Fiber | null;
  sibling: Fiber | null;
  alternate: Fiber | null;
  stateNode: unknown;
}

interface Renders {
  /** Elements of components that were drawn again, once a commit. */
  drawn: Element[];
  isCounting: boolean;
}

declare global {
  interface Window {
    renders: Renders;
    __REACT_DEVTOOLS_GLOBAL_HOOK__: object;
  }
}

/** Runs in the page before React: listens as React's developer tools do. */
function listen(): void {
  /** Kinds of fibers that are components, and the flag of one that was called. */
  const COMPONENTS = [0, 1, 11, 14, 15];
  const CALLED = 1;
  window.renders = { drawn: [], isCounting: false };
  const elementOf = (fiber: Fiber | null): Element | null => {
    for (let at = fiber; at; at = at.child) {
      if (at.stateNode instanceof Element) return at.stateNode;
    }
    return null;
  };
  const look = (fiber: Fiber): void => {
    const before = fiber.alternate;
    if (!before) return;
    const element = elementOf(fiber);
    if (element && COMPONENTS.includes(fiber.tag) && fiber.flags & CALLED) {
      window.renders.drawn.push(element);
    }
    // The same children: nothing below was touched.
    if (fiber.child === before.child) return;
    for (let child = fiber.child; child; child = child.sibling) look(child);
  };
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onCommitFiberRoot: (_renderer: number, root: { current: Fiber }) => {
      if (window.renders.isCounting) look(root.current);
    },
  };
}

/** From now on, pages that are opened count what React draws. */
export async function countRenders(context: BrowserContext): Promise<void> {
  await context.addInitScript(listen);
}

/**
 * How many times components of the slider's own row and of all other fields' rows were drawn while
 * `act` ran.
 */
export async function rendersByRow(
  slider: Locator,
  act: () => Promise<void>,
): Promise<{ own: number; others: number }> {
  await slider.evaluate(() => {
    window.renders.drawn = [];
    window.renders.isCounting = true;
  });
  await act();
  return slider.evaluate((self) => {
    window.renders.isCounting = false;
    const own = self.closest("[data-field]");
    if (!own) throw new Error("the slider stands in a field's row");
    const rows = [...document.querySelectorAll("[data-field]")].filter((row) => row !== own);
    if (rows.length === 0) throw new Error("there are other rows");
    const count = (within: Element[]) =>
      window.renders.drawn.filter((element) => within.some((row) => row.contains(element))).length;
    return {
      own: count([own]),
      others: count(rows),
    };
  });
}
