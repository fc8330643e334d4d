"use client";

import { useEffect } from "react";
import { Toaster, toast as sonner } from "sonner";
import { withoutDirection } from "@/lib/direction";
import { focusPageHeading } from "./focus";
import { useTheme } from "./theme";
import { useIsNarrow } from "./use-is-wide";
import type { Toast, ToastDisplay } from "./toast";

/** The button disappears with the toast: if its focus would be lost, it goes to the heading. */
function keepFocusNear(): void {
  // Sonner returns the focus to the element that had it, if that still exists.
  if (document.activeElement?.closest("[data-sonner-toast]")) focusPageHeading();
}

/** Names in a message do not turn its own words around. */
function show({ kind, title, description, action, ...options }: Toast): void {
  const onClick = () => {
    action?.onClick();
    keepFocusNear();
  };
  sonner[kind](withoutDirection(title), {
    ...options,
    description: description && withoutDirection(description),
    action: action && { ...action, onClick },
  });
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
