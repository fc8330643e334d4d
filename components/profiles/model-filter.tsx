"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { Input } from "@/components/ui/form";
import { catalogOptions } from "@/lib/models/queries";
import type { FilterProps } from "./filter-bar";

/** How many are suggested. */
const MOST = 20;

/** What stands in the box, which follows the address where that changes by other means. */
function useWords(model: string): [string, (words: string) => void] {
  const [words, setWords] = useState(model);
  const [seen, setSeen] = useState(model);
  if (model !== seen) {
    setSeen(model);
    if (model !== words.trim()) setWords(model);
  }
  return [words, setWords];
}

/** A model's id, suggested from the catalog; one that has left it can be typed. */
export function ModelFilter({ filters, onChange }: FilterProps) {
  const [words, setWords] = useWords(filters.model);
  const [asked, setAsked] = useState(false);
  const list = useId();
  const catalog = useQuery({ ...catalogOptions(), enabled: asked });
  const typed = useDeferredValue(words.trim().toLowerCase());
  const ids = (catalog.data?.data ?? [])
    .map((model) => model.id)
    .filter((id) => id.toLowerCase().includes(typed))
    .slice(0, MOST);
  const commit = (value: string) => {
    if (value.trim() !== filters.model) onChange({ model: value.trim() });
  };
  return (
    <>
      <Input
        aria-label="Model"
        placeholder="All models"
        list={list}
        maxLength={300}
        className="w-full sm:w-52"
        value={words}
        onFocus={() => setAsked(true)}
        onChange={({ target }) => {
          setWords(target.value);
          // A choice from the list arrives as a change to a whole id.
          if (target.value === "" || ids.includes(target.value)) commit(target.value);
        }}
        onBlur={() => commit(words)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(words);
        }}
      />
      <datalist id={list}>
        {ids.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </>
  );
}
