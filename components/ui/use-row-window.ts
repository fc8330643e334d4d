"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/** Rows rendered beyond the visible ones, so that scrolling shows no gaps. */
const OVERSCAN = 6;
/** The rendered range moves in steps of this many rows. */
const STEP = 4;
/** Rows rendered on the server, which does not know the height of the window. */
const INITIAL_ROWS = 24;

interface VisibleRows {
  first: number;
  last: number;
  /** Height of a row in pixels. */
  height: number;
  /** Items per row. */
  columns: number;
}

interface Options {
  /** Number of items. */
  count: number;
  /** Height of a row in pixels, until one can be measured. */
  height: number;
}

function columnsOf(list: HTMLElement): number {
  const tracks = getComputedStyle(list).gridTemplateColumns;
  return tracks === "none" ? 1 : tracks.split(" ").length;
}

function visibleRows(list: HTMLElement): VisibleRows | null {
  const height = list.querySelector("[data-row]")?.getBoundingClientRect().height;
  if (!height) return null;
  const above = -list.getBoundingClientRect().top / height;
  const first = Math.floor((above - OVERSCAN) / STEP) * STEP;
  const last = Math.ceil((above + window.innerHeight / height + OVERSCAN) / STEP) * STEP;
  return { first: Math.max(0, first), last: Math.max(0, last), height, columns: columnsOf(list) };
}

function isSame(a: VisibleRows, b: VisibleRows): boolean {
  return (
    a.first === b.first && a.last === b.last && a.height === b.height && a.columns === b.columns
  );
}

/**
 * The items of a long list to render while the page scrolls. All rows have the same height, and each
 * item has the attribute `data-row`. `before` and `after` are the heights of the rows left out.
 */
export function useRowWindow(list: RefObject<HTMLElement | null>, { count, height }: Options) {
  const [visible, setVisible] = useState<VisibleRows>({
    first: 0,
    last: INITIAL_ROWS,
    height,
    columns: 1,
  });
  useLayoutEffect(() => {
    const update = () => {
      const next = list.current && visibleRows(list.current);
      if (next) setVisible((now) => (isSame(now, next) ? now : next));
    };
    update();
    const observer = new ResizeObserver(update);
    observer.observe(document.body);
    window.addEventListener("scroll", update, { passive: true });
    window.addEventListener("resize", update);
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", update);
      window.removeEventListener("resize", update);
    };
  }, [list, count]);
  const rows = Math.ceil(count / visible.columns);
  // A list that became shorter shows its end until the page has scrolled up to it.
  const first = Math.max(0, Math.min(visible.first, rows - (visible.last - visible.first)));
  const last = Math.min(rows, first + visible.last - visible.first);
  return {
    from: first * visible.columns,
    to: Math.min(count, last * visible.columns),
    before: first * visible.height,
    after: (rows - last) * visible.height,
  };
}
