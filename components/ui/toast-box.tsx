"use client";

import { useEffect } from "react";
import { Toaster, toast as sonner } from "sonner";
import { useTheme } from "./theme";
import { attach, type Toast } from "./toast";

function show({ kind, title, ...options }: Toast): void {
  sonner[kind](title, options);
}

/** Pixels that a bar at the bottom of the window takes. */
const BAR = 72;

/** What `Toasts` shows. */
export default function ToastBox() {
  const [theme] = useTheme();
  useEffect(() => attach({ show, hide: sonner.dismiss }), []);
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      // Above the bar that pages with changes to save have at the bottom.
      offset={{ bottom: BAR }}
      mobileOffset={{ bottom: BAR }}
      toastOptions={{
        style: {
          background: "var(--panel)",
          color: "var(--ink)",
          borderColor: "var(--line)",
          fontFamily: "inherit",
        },
        actionButtonStyle: { background: "var(--accent)", color: "var(--on-accent)" },
      }}
    />
  );
}
