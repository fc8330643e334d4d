"use client";

import { useEffect } from "react";
import { Toaster, toast as sonner } from "sonner";
import { focusPageHeading } from "./focus";
import { useTheme } from "./theme";
import { useIsNarrow } from "./use-is-wide";
import type { Toast, ToastDisplay } from "./toast";

/** The button disappears with the toast: if its focus would be lost, it goes to the heading. */
function keepFocusNear(): void {
  // Sonner returns the focus to the element that had it, if that still exists.
  if (document.activeElement?.closest("[data-sonner-toast]")) focusPageHeading();
}

function show({ kind, title, action, ...options }: Toast): void {
  const onClick = () => {
    action?.onClick();
    keepFocusNear();
  };
  sonner[kind](title, { ...options, action: action && { ...action, onClick } });
}

/** Pixels: above the bar with unsaved changes at the bottom of some pages, and below the header. */
const OFFSET = { bottom: 72, top: 56 };

/** Draws the toasts of `Toasts`. */
export default function ToastBox({ onReady }: { onReady: (display: ToastDisplay) => void }) {
  const [theme] = useTheme();
  const isNarrow = useIsNarrow();
  useEffect(() => onReady({ show, hide: sonner.dismiss }), [onReady]);
  return (
    <Toaster
      theme={theme}
      // Away from the actions of a page: at the bottom of a phone, on the right of wide windows.
      position={isNarrow ? "top-center" : "bottom-left"}
      offset={OFFSET}
      mobileOffset={OFFSET}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        style: {
          background: "var(--panel)",
          color: "var(--ink)",
          borderColor: "var(--line)",
        },
        actionButtonStyle: { background: "var(--accent)", color: "var(--on-accent)" },
      }}
    />
  );
}
