import { type RefObject, useEffect, useRef } from "react";

/**
 * For a row of links or tabs that is wider than the window: scrolls it sideways to the current one, at
 * first and when that changes.
 * @param selector of the current element
 * @param current changes with it
 */
export function useCurrentInView<T extends HTMLElement>(
  selector: string,
  current: string,
): RefObject<T | null> {
  const row = useRef<T>(null);
  useEffect(() => {
    const element = row.current?.querySelector(selector);
    if (!row.current || !element) return;
    const [outer, inner] = [row.current.getBoundingClientRect(), element.getBoundingClientRect()];
    const isInView = inner.left >= outer.left && inner.right <= outer.right;
    if (!isInView) row.current.scrollLeft += inner.right - outer.right + outer.width / 2;
  }, [selector, current]);
  return row;
}
