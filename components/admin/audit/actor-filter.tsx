"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { OTHER_ACTORS } from "@/lib/audit/labels";
import { userChoicesOptions } from "@/lib/users/queries";

/** The option's value for no filter: an option cannot have an empty one. */
const ANY = "*";

const GROUPS: readonly OptionGroup[] = [
  {
    options: [
      { value: ANY, label: "Any actor" },
      ...Object.entries(OTHER_ACTORS).map(([value, label]) => ({ value, label })),
    ],
  },
];

interface ActorFilterProps {
  actor: string;
  /** The chosen actor's name. */
  name: string;
  onChange: (actor: string) => void;
}

/** Filters by actor: a user, found by searching, or someone who is not a user. */
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
      label={`Actor: ${actor === "" ? "any" : name}`}
      placeholder="Search name or email"
      groups={GROUPS}
      search={search}
      value={actor === "" ? ANY : actor}
      onChange={(chosen) => onChange(chosen === ANY ? "" : chosen)}
      className="w-full sm:w-44"
    >
      {actor === "" ? "Any actor" : name}
    </Combobox>
  );
}
