"use client";

import { type ReactNode, type SyntheticEvent, useRef } from "react";
import { placeTooltip } from "@/components/ui/tooltip";

const WHY = "[data-why]";

/** The cell around an element, if it is one that cannot be chosen. */
function barredCell(target: EventTarget | null): Element | null {
  const cell = target instanceof Element ? target.closest("[role=radio]") : null;
  return cell?.querySelector(WHY) ? cell : null;
}

/**
 * Shows why a cell cannot be chosen when it is pointed at or focused; Escape hides it. One for all
 * cells: the words are those that the cell is described by.
 */
export function ReasonTip({ children }: { children: ReactNode }) {
  const words = useRef<HTMLDivElement>(null);
  const hide = () => words.current?.hidePopover();
  const show = ({ target }: SyntheticEvent) => {
    // Rows that move beneath a resting pointer take nothing from the cell that has the focus.
    const cell = [target, document.activeElement].map(barredCell).find(Boolean);
    if (!words.current || !cell) {
      hide();
      return;
    }
    words.current.textContent = cell.querySelector(WHY)?.textContent ?? "";
    words.current.showPopover();
    placeTooltip(words.current, cell.getBoundingClientRect());
  };
  return (
    <div
      role="presentation"
      className="contents"
      onPointerOver={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={({ key }) => {
        if (key === "Escape") hide();
      }}
    >
      {children}
      <div
        ref={words}
        popover="manual"
        aria-hidden
        className="fixed inset-auto m-0 max-w-xs rounded-md border-0 bg-ink px-2 py-1 text-xs text-ground"
      />
    </div>
  );
}
