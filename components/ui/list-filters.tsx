"use client";

import { Search, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { focusPageHeading } from "./focus";
import { Input, Select } from "./form";

interface SearchBoxProps {
  /** For screen readers: what is searched. */
  label: string;
  placeholder: string;
  words: string;
  onType: (words: string) => void;
  className?: string;
}

export function SearchBox({ label, placeholder, words, onType, className }: SearchBoxProps) {
  const id = useId();
  return (
    <div className={cn("relative", className)}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
        aria-hidden
      />
      <Input
        id={id}
        type="search"
        // What the lists accept.
        maxLength={64}
        placeholder={placeholder}
        className="pl-8"
        value={words}
        onChange={({ target }) => onType(target.value)}
      />
    </div>
  );
}

/** Milliseconds after the last key before a search starts. */
const PAUSE = 200;

/**
 * The text of a search box: shown at once, passed to `onSettle` when typing pauses. It follows `value`
 * when that changes by other means, such as the back button.
 */
export function useDebouncedText(
  value: string,
  onSettle: (words: string) => void,
): [string, (words: string) => void] {
  const [words, setWords] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== lastValue) {
    setLastValue(value);
    if (value !== words.trim()) setWords(value);
  }
  const type = (typed: string) => {
    setWords(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSettle(typed.trim()), PAUSE);
  };
  return [words, type];
}

interface OptionSelectProps<T extends string> {
  /** For screen readers: what is chosen. */
  label: string;
  /** The label of each option, in the order in which they are shown. */
  options: Readonly<Record<T, string>>;
  value: T;
  onChoose: (value: T) => void;
  className: string;
}

/** A drop-down list of a few fixed options. */
export function OptionSelect<T extends string>(props: OptionSelectProps<T>) {
  const { label, options, value, onChoose, className } = props;
  const isOption = (chosen: string): chosen is T => Object.hasOwn(options, chosen);
  return (
    <Select
      aria-label={label}
      className={className}
      value={value}
      onChange={({ target }) => {
        if (isOption(target.value)) onChoose(target.value);
      }}
    >
      {Object.entries<string>(options).map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </Select>
  );
}

/** Shown next to filters while any of them is set. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  const clear = () => {
    focusPageHeading();
    onClear();
  };
  return (
    <Button variant="ghost" className="justify-self-start" onClick={clear}>
      <X aria-hidden />
      Clear filters
    </Button>
  );
}
