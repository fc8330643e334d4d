"use client";

import { useSyncExternalStore } from "react";
import { DARK, KEY } from "./theme-script";

/** What a person chooses: a look, or that of their system. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
};

const listeners = new Set<() => void>();

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    return "system";
  }
}

function isDark(): boolean {
  const theme = read();
  return theme === "dark" || (theme === "system" && window.matchMedia(DARK).matches);
}

/** Shows the look in force and tells whoever shows the choice. */
export function applyTheme(): void {
  document.documentElement.classList.toggle("dark", isDark());
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Chosen in another tab.
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
    // Then it holds until the page is left.
  }
  applyTheme();
}

/** The person's choice, and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, read, () => "system" as const);
  return [theme, choose];
}
