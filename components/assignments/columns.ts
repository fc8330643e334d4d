"use client";

import { type RefObject, useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { ListedProfile } from "@/lib/profiles/schema";
import { containsWords } from "@/lib/search-words";

/** In pixels. All but `column` stay visible while the columns scroll between them. */
export const WIDTHS = { task: 264, default: 112, column: 136, end: 312 };
/** The width of a matrix with so many columns of profiles. */
export function matrixWidth(columns: number): number {
  return WIDTHS.task + WIDTHS.default + columns * WIDTHS.column + WIDTHS.end;
}

/** Columns rendered beyond the visible ones, so that scrolling shows no gaps. */
const OVERSCAN = 2;

/** The first and last of the scrolling columns that are rendered. */
export interface ColumnWindow {
  first: number;
  last: number;
}

/** Rendered on the server, which does not know the width of the window. */
const START: ColumnWindow = { first: 0, last: 9 };

/** How many columns of profiles are out of view on each side. */
export interface HiddenColumns {
  before: number;
  after: number;
}

/** The columns in so many pixels; less than a fifth of one hides nothing of it. */
function columnsIn(px: number): number {
  return Math.max(0, Math.ceil(px / WIDTHS.column - 0.2));
}

/**
 * The visible columns, and how many are not. Rows render only the visible ones: 19 × 200 cells would be
 * too slow.
 */
export function useColumnWindow(scroller: RefObject<HTMLElement | null>) {
  const [visible, setSeen] = useState(START);
  const [hidden, setHidden] = useState<HiddenColumns>({ before: 0, after: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const room = element.clientWidth - WIDTHS.task - WIDTHS.default - WIDTHS.end;
      const first = Math.max(0, Math.floor(element.scrollLeft / WIDTHS.column) - OVERSCAN);
      const last = Math.ceil((element.scrollLeft + room) / WIDTHS.column) + OVERSCAN;
      setSeen((now) => (now.first === first && now.last === last ? now : { first, last }));
      const before = columnsIn(element.scrollLeft);
      const after = columnsIn(element.scrollWidth - element.clientWidth - element.scrollLeft);
      setHidden((now) => (now.before === before && now.after === after ? now : { before, after }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // A search changes the number of columns.
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return { visible, hidden };
}

/** How many pinned columns stay visible while the others scroll. */
const MAX_STICKY = 2;
/** Scrolls a focused cell out from under the sticky columns: see `Matrix`. */
const SCROLL_MARGIN = "[&,&_button]:scroll-ml-(--before) [&,&_button]:scroll-mr-(--after)";
const SCROLL_MARGIN_BELOW_XL =
  "max-xl:[&,&_button]:scroll-ml-(--before) max-xl:[&,&_button]:scroll-mr-(--after)";

export interface Columns {
  pinned: readonly ListedProfile[];
  scrolling: readonly ListedProfile[];
  /** The ids of all columns in order. */
  ids: readonly string[];
}

/** The columns that match the search: pinned ones first, then those in use, then the others. */
export function columnsOf(
  own: readonly ListedProfile[],
  pins: ReadonlySet<string>,
  used: ReadonlySet<string>,
  typed: string,
): Columns {
  const found = own.filter(({ name, model_name }) => containsWords(`${name} ${model_name}`, typed));
  const pinned = found.filter(({ id }) => pins.has(id));
  const others = found.filter(({ id }) => !pins.has(id));
  const scrolling = [
    ...others.filter(({ id }) => used.has(id)),
    ...others.filter(({ id }) => !used.has(id)),
  ];
  return { pinned, scrolling, ids: [...pinned, ...scrolling].map(({ id }) => id) };
}

/** How many columns are sticky if there is room. */
export function stickyCount({ pinned }: Columns): number {
  return Math.min(pinned.length, MAX_STICKY);
}

interface Place {
  className: string;
  left?: number;
  width: number;
}

/**
 * The position of a column's cells. Index 0 is the default, which is sticky like the first pinned
 * columns; unpinned columns scroll in a container of their own.
 */
export function positionOf({ pinned }: Columns, index: number): Place {
  const { task: start, default: defaultWidth, column: width } = WIDTHS;
  if (index === 0)
    return {
      className: "sticky z-10 bg-panel shadow-[1px_0_0_var(--line)]",
      left: start,
      width: defaultWidth,
    };
  const scrollIndex = index - 1 - pinned.length;
  if (scrollIndex >= 0) {
    return { className: cn(SCROLL_MARGIN, "absolute! top-0"), left: scrollIndex * width, width };
  }
  if (index > MAX_STICKY) return { className: SCROLL_MARGIN, width };
  const left = start + defaultWidth + (index - 1) * width;
  const className = "xl:sticky xl:z-10 bg-panel shadow-[1px_0_0_var(--line)]";
  return { className: cn(className, SCROLL_MARGIN_BELOW_XL), left, width };
}
