"use client";

import { useEffect, useState } from "react";
import { containsEach, searchWords } from "@/lib/search-words";
import type { ComboboxProps, Option, OptionGroup } from "./combobox";

function matches({ label, note }: Option, words: readonly string[]): boolean {
  return containsEach(`${label} ${note ?? ""}`.toLowerCase(), words);
}

/** The options that contain every word, in their groups, at most `limit`; `more` counts the rest. */
export function filterOptions(groups: readonly OptionGroup[], typed: string, limit: number) {
  const words = searchWords(typed);
  const found: OptionGroup[] = [];
  let [room, more] = [limit, 0];
  for (const group of groups) {
    const options = group.options.filter((option) => matches(option, words));
    if (options.length === 0) continue;
    const shown = options.slice(0, room);
    room -= shown.length;
    more += options.length - shown.length;
    if (shown.length > 0) found.push({ ...group, options: shown });
  }
  return { found, more };
}

/** Milliseconds after the last key before a search starts. */
const PAUSE = 200;

interface Result {
  words: string;
  /** Null if the search failed. */
  groups: readonly OptionGroup[] | null;
}

const NO_GROUPS: readonly OptionGroup[] = [];

/** The options found on the server; while a search runs, those of the previous one. */
export function useOptionSearch(search: ComboboxProps["search"], words: string) {
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    if (!search) return;
    let isCurrent = true;
    const finish = (groups: Result["groups"]) => {
      if (isCurrent) setResult({ words, groups });
    };
    const start = () => void search(words.trim()).then(finish, () => finish(null));
    const timer = setTimeout(start, words === "" ? 0 : PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, words]);
  const isBusy = search !== undefined && result?.words !== words;
  const state = isBusy ? "busy" : result?.groups === null ? "failed" : "done";
  return { groups: result?.groups ?? NO_GROUPS, state } as const;
}
