"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useCallback } from "react";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { failureText } from "@/lib/http/browser/failure";
import { modelPath } from "@/lib/models/address";
import { catalogOptions } from "@/lib/models/queries";
import { type ModelRow, rowOf } from "@/lib/models/row";
import { modelFacts } from "@/lib/models/row";
import { searchModels } from "@/lib/models/search";
import type { Task } from "@/lib/registry/types";
import { obstacleOf } from "@/lib/values/compatibility";
import { useEditor, useField } from "./editor-context";
import { idOf } from "./form-fields";

/** The catalog; it loads when the box is first used. */
function useCatalog() {
  const client = useQueryClient();
  const catalog = useQuery({ ...catalogOptions(), enabled: false });
  const load = () => client.query(catalogOptions()).catch(() => undefined);
  const status = catalog.isError ? failureText(catalog.error).title : "Loading models…";
  return { rows: catalog.data?.data, load, status };
}

/** Models that match the search: those for the task, then the others with the reason against them. */
function optionGroups(
  rows: readonly ModelRow[],
  words: string,
  task: Task,
): readonly OptionGroup[] {
  const options = searchModels(rows, { q: words, sort: "id" }).rows.map((row) => ({
    value: row.id,
    label: row.id,
    note: modelFacts(row),
    disabled: obstacleOf(task, { name: row.name, model_name: row.id }, row)?.message,
  }));
  return [
    { label: `For ${task.label}`, options: options.filter(({ disabled }) => !disabled) },
    { label: "For other tasks", options: options.filter(({ disabled }) => disabled) },
  ];
}

export function ModelBox() {
  const { references } = useEditor();
  const { task, model, isModelMissing } = references;
  const { value, error, set, check } = useField("model_name");
  const { rows, load, status } = useCatalog();
  const find = useCallback((words: string) => optionGroups(rows ?? [], words, task), [rows, task]);
  const name = String(value);
  const missing = `Not in the catalog: the default of ${task.label} is used instead.`;
  return (
    <div data-field="model_name">
      <Field
        id={idOf("model_name")}
        label="Model"
        error={error ?? (isModelMissing ? missing : undefined)}
        help={model && <ModelSummary row={rowOf(model)} />}
      >
        {(control) => (
          <Combobox
            {...control}
            label={`Model: ${name || "none"}`}
            className="w-full"
            groups={[]}
            find={find}
            status={rows ? undefined : status}
            value={name}
            placeholder="Search name, family, size"
            onReach={load}
            onChange={(id) => {
              set(id);
              void check();
            }}
          >
            {name || "Choose a model"}
          </Combobox>
        )}
      </Field>
    </div>
  );
}

function ModelSummary({ row }: { row: ModelRow }) {
  return (
    <>
      {modelFacts(row)} ·{" "}
      <Link href={modelPath(row.id)} className="rounded underline underline-offset-2">
        Model details
      </Link>
    </>
  );
}
