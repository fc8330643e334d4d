"use client";

import { type ReactNode, type SyntheticEvent, useRef } from "react";
import { placeTooltip } from "@/components/ui/tooltip";

const WHY = "[data-why]";

/** The disabled cell that contains an element, if any. */
function disabledCell(target: EventTarget | null): Element | null {
  const cell = target instanceof Element ? target.closest("[role=radio]") : null;
  return cell?.querySelector(WHY) ? cell : null;
}

/**
 * Shows why a cell is disabled when it is hovered or focused; Escape hides it. There is one tooltip
 * for all cells; its text is the cell's accessible description.
 */
export function ReasonTip({ children }: { children: ReactNode }) {
  const words = useRef<HTMLDivElement>(null);
  const hide = () => words.current?.hidePopover();
  const show = ({ target }: SyntheticEvent) => {
    // While rows scroll under a resting pointer, the focused cell keeps its tooltip.
    const cell = [target, document.activeElement].map(disabledCell).find(Boolean);
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
