"use client";

import { useMemo } from "react";
import { Field } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { ModelPicker } from "@/components/values/model-picker";
import { modelPath } from "@/lib/models/address";
import { modelFacts, type ModelRow, rowOf } from "@/lib/models/row";
import { useEditor, useField } from "./editor-context";
import { idOf } from "./form-fields";

export function ModelBox() {
  const { references } = useEditor();
  const { task, model, isModelMissing } = references;
  const { value, error, set, check } = useField("model_name");
  const tasks = useMemo(() => [task], [task]);
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
          <ModelPicker
            {...control}
            tasks={tasks}
            value={name}
            onChange={(id) => {
              set(id);
              void check();
            }}
          >
            {name || "Choose a model"}
          </ModelPicker>
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
