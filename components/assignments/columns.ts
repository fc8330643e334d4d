import { cn } from "@/components/ui/cn";
import type { Profile } from "@/lib/profiles/schema";
import { WIDTHS } from "./use-column-window";

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
