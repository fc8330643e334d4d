"use client";

import { ChevronsUpDown } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { usePopover } from "./use-popover";

export interface Option {
  value: string;
  /** Shown and searched. */
  label: string;
  /** A second line, also searched. */
  note?: string | undefined;
  /** Why it cannot be chosen. It stays in the list, so that people find it and read the reason. */
  disabled?: string | undefined;
}

export interface OptionGroup {
  label?: string;
  options: readonly Option[];
}

export interface ComboboxProps {
  /** A function if a page has many comboboxes: it is called when the list opens. */
  groups: readonly OptionGroup[] | (() => readonly OptionGroup[]);
  /** If there are too many to load: finds options on the server while the user types. */
  search?: (words: string) => Promise<readonly OptionGroup[]>;
  /** Replaces the built-in search of the options. */
  find?: (words: string) => readonly OptionGroup[];
  /** Shown instead of an empty list: that it is loading, or why it is empty. */
  status?: ReactNode;
  value: string | null;
  onChange: (value: string) => void;
  /** Opens when it is first focused: for a dialog that starts with the choice. */
  opensOnFocus?: boolean;
  /** Called when the box is first hovered or focused, to load the options. */
  onReach?: () => Promise<unknown>;
  /** Shown in the closed box. */
  children: ReactNode;
  /** The accessible name, if there is no visible label. */
  label?: string;
  /** Placeholder of the search field. */
  placeholder: string;
  id?: string | undefined;
  className?: string;
  disabled?: boolean;
  onBlur?: () => void;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

const load = () => import("./combobox-box");
const Box = lazy(load);

/** Chooses one of many options by typing. The list loads when the box is first hovered or focused. */
export function Combobox(props: ComboboxProps) {
  const { groups, find, search, status, value, onChange, onReach, opensOnFocus, ...others } = props;
  const { children, label, placeholder, className, onBlur, ...rest } = others;
  const { open, trigger, button, close } = usePopover(
    () => Promise.all([load(), onReach?.()]),
    opensOnFocus,
  );
  const boxId = useId();
  return (
    <span className={cn("relative inline-flex min-w-0", className)}>
      <Button
        {...rest}
        {...button}
        ref={trigger}
        role="combobox"
        aria-label={label}
        aria-haspopup="dialog"
        aria-controls={open ? boxId : undefined}
        className="w-full min-w-0 shrink! justify-between! px-2.5! font-normal! aria-invalid:border-danger max-sm:text-base"
        onBlur={open ? undefined : onBlur}
      >
        <span className="min-w-0 truncate text-left">{children}</span>
        <ChevronsUpDown aria-hidden className="text-muted" />
      </Button>
      {open && (
        <Suspense>
          <Box
            id={boxId}
            groups={typeof groups === "function" ? groups() : groups}
            search={search}
            find={find}
            status={status}
            value={value}
            label={label ?? placeholder}
            placeholder={placeholder}
            trigger={trigger}
            onClose={close}
            onChoose={(chosen) => {
              close();
              onChange(chosen);
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
