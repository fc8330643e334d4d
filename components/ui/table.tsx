import type { ComponentProps, MouseEvent as ReactMouseEvent } from "react";
import { cn } from "./cn";

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table {...rest} className={cn("w-full border-collapse text-left", className)} />;
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn("h-9 px-3 text-xs font-medium whitespace-nowrap text-muted", className)}
    />
  );
}

/** The head of a column of buttons and menus, which has no visible name. */
export function ActionsHead({ className }: { className?: string }) {
  return (
    <HeadCell className={className}>
      <span className="sr-only">Actions</span>
    </HeadCell>
  );
}

/**
 * For rows and cards: a click anywhere follows the first link in them, as if the link was clicked.
 * Clicks on controls and selections of text do nothing. The keyboard uses the link itself.
 */
function openRow(event: ReactMouseEvent<HTMLElement>): void {
  const { currentTarget: row, target, ctrlKey, metaKey } = event;
  // Dialogs of the row are elsewhere on the page; its menu is inside.
  if (!(target instanceof Element) || !row.contains(target)) return;
  if (target.closest("a, button, input, label, select, summary, [role=menu]")) return;
  if (window.getSelection()?.isCollapsed === false) return;
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey });
  row.querySelector("a[href]")?.dispatchEvent(click);
}

/** For the element of a row or card that opens. Spread, because it needs no role: its link has one. */
export const OPENS = { onClick: openRow } as const;

interface RowProps extends ComponentProps<"tr"> {
  /** A click anywhere opens what the row's first link leads to. */
  opens?: boolean;
}

export function Row({ className, opens, ...rest }: RowProps) {
  return (
    <tr
      {...(opens && OPENS)}
      {...rest}
      className={cn("border-t border-line", opens && "cursor-pointer", className)}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={cn("px-3 py-2 align-top", className)} />;
}

/** Takes the space of rows that are not rendered: see `useRowWindow`. */
export function GapRow({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height }} className="p-0" />
    </tr>
  );
}
