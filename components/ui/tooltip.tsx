"use client";

import { type ReactNode, useRef } from "react";

/** Pixels between a control and its tooltip, and to the edge of the window. */
const GAP = 4;
const EDGE = 8;

/** Positions a tooltip above its control, or below it if there is no room. */
export function placeTooltip(words: HTMLElement, beside: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = words;
  const left = Math.min(beside.left, window.innerWidth - width - EDGE);
  const above = beside.top - height - GAP;
  words.style.left = `${Math.max(EDGE, left)}px`;
  words.style.top = `${above >= EDGE ? above : beside.bottom + GAP}px`;
}

/**
 * Text that appears above a control when it is hovered or focused; Escape hides it. It is hidden from
 * screen readers, because the control's name already says the same.
 */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  const words = useRef<HTMLSpanElement>(null);
  const control = useRef<HTMLSpanElement>(null);
  const show = () => {
    if (!words.current || !control.current) return;
    words.current.showPopover();
    placeTooltip(words.current, control.current.getBoundingClientRect());
  };
  const hide = () => words.current?.hidePopover();
  return (
    <span
      className="inline-flex min-w-0"
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={({ key }) => {
        if (key === "Escape") hide();
      }}
      role="presentation"
    >
      <span ref={control} className="inline-flex min-w-0">
        {children}
      </span>
      <span
        ref={words}
        popover="manual"
        aria-hidden
        className="fixed inset-auto m-0 max-w-xs rounded-md border-0 bg-ink px-2 py-1 text-left text-xs font-normal whitespace-normal text-ground"
      >
        {text}
      </span>
    </span>
  );
}
