"use client";

import { type KeyboardEvent, useState } from "react";
import { cn } from "./cn";
import { Input } from "./form";
import { readNumber, readNumbers, stepBy, type Words } from "./text-values";

interface InputText<T> {
  value: T;
  read: (typed: string) => T;
  show: (value: T) => string;
}

function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The text of a box that edits a value: it stays as typed (`0.`, `1,000`) as long as it means the
 * value, and changes when the value changes elsewhere. `tidy` writes the value in its normal form.
 */
function useInputText<T>({ value, read, show }: InputText<T>) {
  const [text, setText] = useState(() => show(value));
  const [lastValue, setLastValue] = useState(value);
  if (!isSame(lastValue, value)) {
    setLastValue(value);
    if (!isSame(read(text), value)) setText(show(value));
  }
  return { text, setText, tidy: () => setText(show(value)) };
}

interface InputAttributes {
  onBlur?: (() => void) | undefined;
  id?: string | undefined;
  placeholder?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

export interface NumberControl extends InputAttributes {
  /** A string if the text is not a number. */
  value: number | string;
  onChange: (value: number | string) => void;
  /** Names of special values, such as `-1: "no limit"`. */
  words?: Words | undefined;
  /** Takes no fractions. */
  isWhole?: boolean | undefined;
  min: number;
  max: number;
  step: number;
  placeholder?: string | undefined;
}

/** Steps per key. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

/** What a screen reader says for a number: as it is typed, with its name if it has one. */
function spokenText(value: number | string, words: Words, text: string): string | undefined {
  if (typeof value !== "number") return undefined;
  return words[value] ? `${value}, ${words[value]}` : text;
}

/** Takes any number, or the name of a special value; keys change it in steps. */
export function NumberBox(props: NumberControl & { className?: string }) {
  const {
    value,
    onChange,
    onBlur,
    words = {},
    isWhole,
    min,
    max,
    step,
    className,
    ...control
  } = props;
  const read = (typed: string) => readNumber(typed, { words, isWhole, min, max });
  const { text, setText, tidy } = useInputText({
    value,
    read,
    show: String,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key];
    if (steps === undefined || typeof value !== "number") return;
    event.preventDefault();
    onChange(Math.min(Math.max(stepBy(value, steps, step), min), max));
  };
  return (
    <Input
      {...control}
      role="spinbutton"
      aria-valuenow={typeof value === "number" ? value : undefined}
      aria-valuetext={spokenText(value, words, text)}
      aria-valuemin={min}
      aria-valuemax={max}
      inputMode={min < 0 ? "text" : "decimal"}
      autoComplete="off"
      spellCheck={false}
      className={cn("text-right tabular-nums", className)}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange(read(target.value));
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        tidy();
        onBlur?.();
      }}
    />
  );
}

interface NumberListProps extends InputAttributes {
  /** A string if the text is not a list of numbers. */
  value: readonly number[] | string;
  onChange: (value: number[] | string) => void;
}

/** Numbers separated by commas, or by semicolons if they have decimal commas. */
export function NumberList({ value, onChange, onBlur, ...control }: NumberListProps) {
  const { text, setText, tidy } = useInputText<readonly number[] | string>({
    value,
    read: readNumbers,
    show: (shown) => (typeof shown === "string" ? shown : shown.join(", ")),
  });
  return (
    <Input
      {...control}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange(readNumbers(target.value));
      }}
      onBlur={() => {
        tidy();
        onBlur?.();
      }}
    />
  );
}
