import { useState } from "react";

/** A value, or text that is none yet. */
interface Typing<T> {
  value: T;
  read: (typed: string) => T;
  show: (value: T) => string;
}

function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The text of a box that stands for a value: it stays as it was typed (`0.`, `1,000`) as long as it
 * means the value, and follows the value when that changes elsewhere. `tidy` writes it plainly.
 */
export function useTextOf<T>({ value, read, show }: Typing<T>) {
  const [text, setText] = useState(() => show(value));
  const [seen, setSeen] = useState(value);
  if (!same(seen, value)) {
    setSeen(value);
    if (!same(read(text), value)) setText(show(value));
  }
  return { text, setText, tidy: () => setText(show(value)) };
}
