"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { OTHER_ACTORS } from "@/lib/audit/labels";
import { userChoicesOptions } from "@/lib/users/queries";

/** Everybody: an empty value is none for a list. */
const ANYBODY = "*";

const GROUPS: readonly OptionGroup[] = [
  {
    options: [
      { value: ANYBODY, label: "Anybody" },
      ...Object.entries(OTHER_ACTORS).map(([value, label]) => ({ value, label })),
    ],
  },
];

interface ActorFilterProps {
  actor: string;
  /** What the chosen one is called. */
  name: string;
  onChange: (actor: string) => void;
}

/** Whose events: a user's, found by typing, or those of nobody we know. */
export function ActorFilter({ actor, name, onChange }: ActorFilterProps) {
  const client = useQueryClient();
  const search = useCallback(
    async (words: string): Promise<OptionGroup[]> => {
      const { data } = await client.query(userChoicesOptions(words));
      const options = data.map(({ id, name: label, email }) => ({ value: id, label, note: email }));
      return [{ label: "Users", options }];
    },
    [client],
  );
  return (
    <Combobox
      label={`Actor: ${actor === "" ? "anybody" : name}`}
      placeholder="Find a user by name or address"
      groups={GROUPS}
      search={search}
      value={actor === "" ? ANYBODY : actor}
      onChange={(chosen) => onChange(chosen === ANYBODY ? "" : chosen)}
      className="w-full sm:w-44"
    >
      {actor === "" ? "Any actor" : name}
    </Combobox>
  );
}
