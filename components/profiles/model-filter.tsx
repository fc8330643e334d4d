"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { modelSuggestionsOptions } from "@/lib/models/queries";
import type { FilterProps } from "./filter-bar";

/** A model's id, suggested from the catalog; one that has left it can be typed. */
export function ModelFilter({ filters, onChange }: FilterProps) {
  const [words, setWords] = useState(filters.model);
  const [asked, setAsked] = useState(false);
  const list = useId();
  const suggestions = useQuery({
    ...modelSuggestionsOptions(useDeferredValue(words.trim())),
    enabled: asked,
  });
  const ids = suggestions.data?.data.map((model) => model.id) ?? [];
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
