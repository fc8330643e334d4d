"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useCallback } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { failureText } from "@/lib/http/browser/failure";
import { modelPath } from "@/lib/models/address";
import { catalogOptions } from "@/lib/models/queries";
import { type ModelRow, rowOf } from "@/lib/models/row";
import { modelFacts } from "@/lib/models/row-facts";
import { useEditor } from "./editor-context";
import { modelGroups } from "./model-groups";
import { idOf } from "./paths";
import { useField } from "./use-field";

/** The catalog, once the box is reached. */
function useCatalog() {
  const client = useQueryClient();
  const catalog = useQuery({ ...catalogOptions(), enabled: false });
  const reach = () => client.query(catalogOptions()).catch(() => undefined);
  const status = catalog.isError ? failureText(catalog.error).title : "Reading the catalog…";
  return { rows: catalog.data?.data, reach, status };
}

export function ModelBox() {
  const { facts } = useEditor();
  const { task, model, isModelGone } = facts;
  const { value, fault, set, check } = useField("model_name");
  const { rows, reach, status } = useCatalog();
  const find = useCallback((words: string) => modelGroups(rows ?? [], words, task), [rows, task]);
  const name = String(value);
  return (
    <div data-field="model_name">
      <Field
        id={idOf("model_name")}
        label="Model"
        error={fault ?? (isModelGone ? gone(task.label) : undefined)}
        help={model && <About row={rowOf(model)} />}
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
            onReach={reach}
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

/** The model in a line, and the way to all its facts. */
function About({ row }: { row: ModelRow }) {
  return (
    <>
      {modelFacts(row)} ·{" "}
      <Link href={modelPath(row.id) as Route} className="rounded underline underline-offset-2">
        All its facts
      </Link>
    </>
  );
}

function gone(task: string): string {
  return `It is not in the catalog: the default of ${task} is used in its place.`;
}
