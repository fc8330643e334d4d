"use client";

import { type RefObject, useEffect, useState } from "react";

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
