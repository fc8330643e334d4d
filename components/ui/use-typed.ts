"use client";

import { useEffect, useRef, useState } from "react";

/** Milliseconds after the last key before others hear of the words. */
const PAUSE = 200;

/**
 * Words in a box: shown at once, told to `onSettle` when typing pauses. They follow `value` where
 * that changes by other means, such as the back button.
 */
export function useTyped(
  value: string,
  onSettle: (words: string) => void,
): [string, (words: string) => void] {
  const [words, setWords] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== seen) {
    setSeen(value);
    if (value !== words.trim()) setWords(value);
  }
  const type = (typed: string) => {
    setWords(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSettle(typed.trim()), PAUSE);
  };
  return [words, type];
}
