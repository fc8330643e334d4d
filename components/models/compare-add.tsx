"use client";

import { useQuery } from "@tanstack/react-query";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { catalogOptions } from "@/lib/models/queries";
import { modelFacts } from "@/lib/models/row-facts";

interface CompareAddProps {
  ids: readonly string[];
  onAdd: (id: string) => void;
}

/** A box that adds any model of the catalog to the comparison. */
export function CompareAdd({ ids, onAdd }: CompareAddProps) {
  const { data } = useQuery(catalogOptions());
  const groups = (): OptionGroup[] => [
    {
      options: (data?.data ?? []).map((model) => ({
        value: model.id,
        label: model.name,
        note: `${model.id} · ${modelFacts(model)}`,
        disabled: ids.includes(model.id) ? "Stands here already" : undefined,
      })),
    },
  ];
  return (
    <Combobox
      label="Add a model"
      placeholder="Search the catalog"
      groups={groups}
      value={null}
      disabled={data === undefined}
      onChange={onAdd}
      className="w-56"
    >
      Add a model
    </Combobox>
  );
}
