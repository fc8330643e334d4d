"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where short messages appear that nothing waits for. */
export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      theme={theme === "light" || theme === "dark" ? theme : "system"}
      position="bottom-right"
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
