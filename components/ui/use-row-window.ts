"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

/** Rows that are drawn beyond what is seen, so that scrolling shows no gaps. */
const AHEAD = 6;
/** The window moves by as many rows at once. */
const STEP = 4;
/** What the server draws, who does not know how high the window is. */
const START = 24;

interface Sight {
  first: number;
  last: number;
  /** Pixels of a row. */
  height: number;
  /** Items side by side. */
  columns: number;
}

interface Options {
  /** How many items there are. */
  count: number;
  /** Pixels of a row, until one is seen. */
  height: number;
}

function columnsOf(list: HTMLElement): number {
  const tracks = getComputedStyle(list).gridTemplateColumns;
  return tracks === "none" ? 1 : tracks.split(" ").length;
}

function look(list: HTMLElement): Sight | null {
  const height = list.querySelector("[data-row]")?.getBoundingClientRect().height;
  if (!height) return null;
  const above = -list.getBoundingClientRect().top / height;
  const first = Math.floor((above - AHEAD) / STEP) * STEP;
  const last = Math.ceil((above + window.innerHeight / height + AHEAD) / STEP) * STEP;
  return { first: Math.max(0, first), last: Math.max(0, last), height, columns: columnsOf(list) };
}

function isSame(a: Sight, b: Sight): boolean {
  return (
    a.first === b.first && a.last === b.last && a.height === b.height && a.columns === b.columns
  );
}

/**
 * Which items of a long list are in sight as the page scrolls: those alone are drawn. All rows are of
 * one height, and each item is marked by `data-row`. `before` and `after` are the pixels that the
 * others would take.
 */
export function useRowWindow(list: RefObject<HTMLElement | null>, { count, height }: Options) {
  const [sight, setSight] = useState<Sight>({ first: 0, last: START, height, columns: 1 });
  useLayoutEffect(() => {
    const update = () => {
      const next = list.current && look(list.current);
      if (next) setSight((now) => (isSame(now, next) ? now : next));
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
  const rows = Math.ceil(count / sight.columns);
  // A list that has become short shows its end until the page has scrolled up to it.
  const first = Math.max(0, Math.min(sight.first, rows - (sight.last - sight.first)));
  const last = Math.min(rows, first + sight.last - sight.first);
  return {
    from: first * sight.columns,
    to: Math.min(count, last * sight.columns),
    before: first * sight.height,
    after: (rows - last) * sight.height,
  };
}
