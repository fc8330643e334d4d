"use client";

import { ChevronsUpDown } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { useOpener } from "./use-opener";

export interface Option {
  value: string;
  /** What is shown, and searched. */
  label: string;
  /** A line below: more facts, searched too. */
  note?: string | undefined;
  /** Why it cannot be chosen. It stays in the list, so that one finds it and reads the reason. */
  disabled?: string | undefined;
}

export interface OptionGroup {
  label?: string;
  options: readonly Option[];
}

export interface ComboboxProps {
  /** A function where many boxes stand on a page: it is asked when the list opens. */
  groups: readonly OptionGroup[] | (() => readonly OptionGroup[]);
  /** Where there are more than can be had at once: those that hold the words, asked as one types. */
  search?: (words: string) => Promise<readonly OptionGroup[]>;
  /** What holds the words that are typed, where that is searched in a way of its own. */
  find?: (words: string) => readonly OptionGroup[];
  /** What is said in place of the list: that it is still to come, or why there is none. */
  status?: ReactNode;
  value: string | null;
  onChange: (value: string) => void;
  /** When the box is first reached: time to fetch what the list shows. */
  onReach?: () => Promise<unknown>;
  /** What the closed box shows. */
  children: ReactNode;
  /** Names the box where no visible label does. */
  label?: string;
  /** In the search field. */
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

/** A choice out of many, found by typing. The list itself is fetched when the box is first reached. */
export function Combobox(props: ComboboxProps) {
  const { groups, find, search, status, value, onChange, onReach, ...others } = props;
  const { children, label, placeholder, className, onBlur, ...rest } = others;
  const { open, trigger, button, close } = useOpener(() => Promise.all([load(), onReach?.()]));
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
