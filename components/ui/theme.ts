"use client";

import { useSyncExternalStore } from "react";
import { DARK, KEY } from "./theme-script";

/** A theme, or that of the operating system. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: "System",
  light: "Light",
  dark: "Dark",
};

const listeners = new Set<() => void>();

function read(): Theme {
  try {
    const saved = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === saved) ?? "system";
  } catch {
    return "system";
  }
}

function isDark(): boolean {
  const theme = read();
  return theme === "dark" || (theme === "system" && window.matchMedia(DARK).matches);
}

/** Applies the current theme and notifies components that show the choice. */
function applyTheme(): void {
  document.documentElement.classList.toggle("dark", isDark());
  for (const listener of listeners) listener();
}

/**
 * Applies the theme, and again whenever the system's changes; returns a function that stops. Not-found
 * pages are rendered in the browser, where the inline script that does the same does not run.
 */
export function followTheme(): () => void {
  const system = window.matchMedia(DARK);
  applyTheme();
  system.addEventListener("change", applyTheme);
  return () => system.removeEventListener("change", applyTheme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Changes in other tabs.
  if (listeners.size === 1) window.addEventListener("storage", applyTheme);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", applyTheme);
  };
}

function choose(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the choice lasts until the page is closed.
  }
  applyTheme();
}

/** The user's choice, and a function to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, read, () => "system" as const);
  return [theme, choose];
}
