"use client";

import type { LucideIcon } from "lucide-react";
import type { Route } from "next";
import { type ComponentProps, lazy, Suspense, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { usePopover } from "./use-popover";

/** `Route` alone excludes pages with an id in their path. */
type PageHref = Route<`/profiles/${string}` | `/models/${string}`>;

export interface MenuItemEntry {
  kind?: "item";
  label: string;
  icon?: LucideIcon;
  /** A link; otherwise `onSelect` is called. */
  href?: PageHref;
  current?: boolean;
  onSelect?: () => void;
  danger?: boolean;
  /** Why it cannot be chosen. It can still get the focus, so that the reason is read. */
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
  MenuItemEntry | MenuChoiceEntry | { kind: "label"; label: string } | { kind: "separator" };

interface MenuProps extends ComponentProps<typeof Button> {
  entries: readonly MenuEntry[];
  align?: "start" | "end";
}

const load = () => import("./menu-entries");
const Entries = lazy(load);

/** A button that opens a menu. The menu's code loads when the button is first hovered or focused. */
export function Menu({ entries, align = "end", ...rest }: MenuProps) {
  const { open, trigger, button, close } = usePopover(load);
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
