"use client";

import type { KeyboardEvent } from "react";
import { cn } from "./cn";
import { Input } from "./input";
import { moved, readNumber, type Words } from "./numerals";
import { useTextOf } from "./use-text-of";

export interface NumberControl {
  /** Text where what was typed is no number. */
  value: number | string;
  onChange: (value: number | string) => void;
  onBlur?: (() => void) | undefined;
  /** Values that are words, such as `-1: "no limit"`. */
  words?: Words | undefined;
  min: number;
  max: number;
  step: number;
  id?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** Steps by key. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** A number typed exactly: any that is legal, by keys in steps, and its words too. */
export function NumberBox(props: NumberControl & { className?: string }) {
  const { value, onChange, onBlur, words = {}, min, max, step, className, ...control } = props;
  const { text, setText, tidy } = useTextOf({
    value,
    read: (typed) => readNumber(typed, words),
    show: String,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined || typeof value !== "number") return;
    event.preventDefault();
    onChange(Math.min(Math.max(moved(value, steps, step), min), max));
  };
  const isNumber = typeof value === "number";
  return (
    <Input
      {...control}
      role="spinbutton"
      aria-valuenow={isNumber ? value : undefined}
      aria-valuetext={isNumber ? (words[value] ? `${value}, ${words[value]}` : text) : undefined}
      aria-valuemin={min}
      aria-valuemax={max}
      inputMode={min < 0 ? "text" : "decimal"}
      autoComplete="off"
      spellCheck={false}
      className={cn("text-right tabular-nums", className)}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange(readNumber(target.value, words));
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        tidy();
        onBlur?.();
      }}
    />
  );
}
