"use client";

import { Input } from "./input";
import { readNumbers } from "./numerals";
import { useTextOf } from "./use-text-of";

interface NumberListProps {
  /** Text where what was typed is no list of numbers. */
  value: readonly number[] | string;
  onChange: (value: number[] | string) => void;
  onBlur?: (() => void) | undefined;
  placeholder?: string;
  id?: string | undefined;
  "aria-labelledby"?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** Numbers with commas between them. */
export function NumberList({ value, onChange, onBlur, ...control }: NumberListProps) {
  const { text, setText, tidy } = useTextOf<readonly number[] | string>({
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
