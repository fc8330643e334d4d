"use client";

import { useEffect, useState } from "react";
import type { ComboboxProps, OptionGroup } from "./combobox";

/** Milliseconds after the last key before it is asked. */
const PAUSE = 200;

interface Answer {
  to: string;
  /** Null: it failed. */
  groups: readonly OptionGroup[] | null;
}

const NONE: readonly OptionGroup[] = [];

/** The options that hold the words; while those come, the ones before. */
export function useOptionSearch(search: ComboboxProps["search"], words: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (!search) return;
    let isCurrent = true;
    const take = (groups: Answer["groups"]) => {
      if (isCurrent) setAnswer({ to: words, groups });
    };
    const ask = () => void search(words.trim()).then(take, () => take(null));
    const timer = setTimeout(ask, words === "" ? 0 : PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, words]);
  const isBusy = search !== undefined && answer?.to !== words;
  const state = isBusy ? "busy" : answer?.groups === null ? "failed" : "done";
  return { groups: answer?.groups ?? NONE, state } as const;
}
