"use client";

import { useQuery } from "@tanstack/react-query";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { countText } from "@/lib/models/facts";
import { catalogOptions } from "@/lib/models/queries";
import type { ModelRow } from "@/lib/models/row";

function noteOf({ id, task, quantization, context_length }: ModelRow): string {
  const context = context_length === null ? null : `${countText(context_length)} tokens`;
  return [id, task, quantization, context].filter((each) => each !== null).join(" · ");
}

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
        note: noteOf(model),
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
