"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId } from "react";
import { type Theme, THEME_LABELS, THEMES, useTheme } from "@/components/ui/theme";
import { useHydrated } from "@/components/ui/use-hydrated";

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const HELP: Readonly<Record<Theme, string>> = {
  system: "Follows your device",
  light: "Dark text on a light background",
  dark: "Light text on a dark background",
};

/** Chooses the theme, which takes effect at once. */
export function AppearanceChoice() {
  const [theme, setTheme] = useTheme();
  const hydrated = useHydrated();
  return (
    <fieldset disabled={!hydrated} className="grid gap-3">
      <legend className="sr-only">Appearance</legend>
      {THEMES.map((value) => (
        <Choice
          key={value}
          value={value}
          // The choice is stored in the browser and unknown on the server.
          checked={hydrated && value === theme}
          onChoose={() => setTheme(value)}
        />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  value: Theme;
  checked: boolean;
  onChoose: () => void;
}

function Choice({ value, checked, onChoose }: ChoiceProps) {
  const id = useId();
  const Icon = ICONS[value];
  return (
    <div className="flex gap-2">
      <input
        type="radio"
        id={id}
        name="theme"
        value={value}
        checked={checked}
        onChange={onChoose}
        aria-describedby={`${id}-help`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div>
        <label htmlFor={id} className="font-medium">
          {THEME_LABELS[value]}
        </label>
        <p id={`${id}-help`} className="text-xs text-muted">
          {HELP[value]}
        </p>
      </div>
    </div>
  );
}
