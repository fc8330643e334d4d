"use client";

import { type RefObject, useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Profile } from "@/lib/profiles/schema";

/** Pixels. The parts that stay in sight while columns pass between them. */
export const WIDTHS = { task: 232, standard: 112, column: 136, end: 312 };
/** Columns that are drawn beyond what is seen, so that scrolling shows no gaps. */
const AHEAD = 2;

/** The first and last of the passing columns that are drawn. */
export interface ColumnWindow {
  first: number;
  last: number;
}

/** What the server draws, who does not know how wide the window is. */
const START: ColumnWindow = { first: 0, last: 9 };

/** Which columns are in sight. Rows draw those alone: 19 × 200 cells would be too many. */
export function useColumnWindow(scroller: RefObject<HTMLElement | null>): ColumnWindow {
  const [seen, setSeen] = useState(START);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const room = element.clientWidth - WIDTHS.task - WIDTHS.standard - WIDTHS.end;
      const first = Math.max(0, Math.floor(element.scrollLeft / WIDTHS.column) - AHEAD);
      const last = Math.ceil((element.scrollLeft + room) / WIDTHS.column) + AHEAD;
      setSeen((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return seen;
}

/** As many of the pinned columns stay in sight while the others pass. */
const STAYING = 2;
/** What gets the focus there is scrolled out from under the parts that stay: see the matrix. */
const PASSING = "[&,&_button]:scroll-ml-(--before) [&,&_button]:scroll-mr-(--after)";
const PASSING_BELOW_XL =
  "max-xl:[&,&_button]:scroll-ml-(--before) max-xl:[&,&_button]:scroll-mr-(--after)";

export interface Columns {
  /** In the order in which they were pinned. */
  pinned: readonly Profile[];
  passing: readonly Profile[];
  /** Of all of them, as they stand. */
  ids: readonly string[];
}

/** The columns that the words leave, the pinned ones first. */
export function columnsOf(own: readonly Profile[], pins: ReadonlySet<string>, typed: string) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = own.filter(({ name, model_name }) => {
    const text = `${name} ${model_name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const pinned = found.filter(({ id }) => pins.has(id));
  const passing = found.filter(({ id }) => !pins.has(id));
  return { pinned, passing, ids: [...pinned, ...passing].map(({ id }) => id) };
}

/** How many columns stay where there is room. */
export function stayingOf({ pinned }: Columns): number {
  return Math.min(pinned.length, STAYING);
}

interface Place {
  className: string;
  left?: number;
  width: number;
}

/**
 * Where the cells of a column stand, the default's being 0: that one and the first pinned ones stay
 * in sight, the passing ones lie in a strip of their own.
 */
export function placeOf({ pinned }: Columns, index: number): Place {
  const { task: start, standard, column: width } = WIDTHS;
  if (index === 0)
    return {
      className: "sticky z-10 bg-panel shadow-[1px_0_0_var(--line)]",
      left: start,
      width: standard,
    };
  const passed = index - 1 - pinned.length;
  if (passed >= 0) {
    return { className: cn(PASSING, "absolute! top-0"), left: passed * width, width };
  }
  if (index > STAYING) return { className: PASSING, width };
  const left = start + standard + (index - 1) * width;
  const className = "xl:sticky xl:z-10 bg-panel shadow-[1px_0_0_var(--line)]";
  return { className: cn(className, PASSING_BELOW_XL), left, width };
}
