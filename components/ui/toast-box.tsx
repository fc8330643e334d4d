"use client";

import { useEffect } from "react";
import { Toaster, toast as sonner } from "sonner";
import { focusHeading } from "./move-focus";
import { useTheme } from "./theme";
import { attach, type Toast } from "./toast";

/** The button goes with the notice: the focus goes back, or where that is gone to the heading. */
function leave(): void {
  // The notice itself gives it back to what had it, if that is still there.
  if (document.activeElement?.closest("[data-sonner-toast]")) focusHeading();
}

function show({ kind, title, action, ...options }: Toast): void {
  const onClick = () => {
    action?.onClick();
    leave();
  };
  sonner[kind](title, { ...options, action: action && { ...action, onClick } });
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
