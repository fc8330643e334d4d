"use client";

import type { LucideIcon } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { useOpener } from "./use-opener";

export interface MenuItemEntry {
  kind?: "item";
  label: string;
  icon?: LucideIcon;
  /** Where it leads; else what it does. */
  href?: string;
  current?: boolean;
  onSelect?: () => void;
  danger?: boolean;
  /** Why it cannot be chosen. It can be reached all the same, so that the reason is read. */
  disabled?: string | undefined;
}

export interface MenuChoiceEntry {
  kind: "choice";
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  choices: readonly { value: string; label: string }[];
}

export type MenuEntry =
  MenuItemEntry | MenuChoiceEntry | { kind: "label"; label: string } | { kind: "line" };

interface MenuProps extends ComponentProps<typeof Button> {
  entries: readonly MenuEntry[];
  align?: "start" | "end";
}

const load = () => import("./menu-entries");
const Entries = lazy(load);

/** A button that opens a menu. What draws the menu is fetched when the button is first reached. */
export function Menu({ entries, align = "end", ...rest }: MenuProps) {
  const { open, trigger, button, close } = useOpener(load);
  const id = useId();
  return (
    <span className={cn("relative inline-flex", rest.size === "icon" ? "shrink-0" : "min-w-0")}>
      <Button {...rest} {...button} ref={trigger} id={id} aria-haspopup="menu" />
      {open && (
        <Suspense>
          <Entries
            entries={entries}
            align={align}
            labelledBy={id}
            trigger={trigger}
            onClose={close}
          />
        </Suspense>
      )}
    </span>
  );
}
