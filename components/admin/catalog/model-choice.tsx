"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { failureText } from "@/lib/http/browser/failure";
import { catalogOptions } from "@/lib/models/queries";
import { modelFacts } from "@/lib/models/row-facts";
import { searchModels } from "@/lib/models/search";

interface ModelChoiceProps {
  label: string;
  value: string | null;
  /** Not offered. */
  except: string | null;
  onChange: (id: string) => void;
}

/** A model of the catalog. */
export function ModelChoice({ label, value, except, onChange }: ModelChoiceProps) {
  const catalog = useQuery(catalogOptions());
  const rows = catalog.data?.data;
  const find = useCallback(
    (words: string) => {
      const found = searchModels(rows ?? [], { q: words, sort: "id" }).rows;
      const options = found
        .filter(({ id }) => id !== except)
        .map((row) => ({ value: row.id, label: row.id, note: modelFacts(row) }));
      return [{ options }];
    },
    [rows, except],
  );
  const status = catalog.isError ? failureText(catalog.error).title : "Reading the catalog…";
  return (
    <Field label={label}>
      {(control) => (
        <Combobox
          {...control}
          label={`${label}: ${value ?? "none"}`}
          className="w-full"
          groups={[]}
          find={find}
          status={rows ? undefined : status}
          value={value}
          placeholder="Search name, family, size"
          onChange={onChange}
        >
          {value ?? "Choose a model"}
        </Combobox>
      )}
    </Field>
  );
}
