"use client";

import { useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, Form, Select } from "@/components/ui/form";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy } from "@/lib/bounds/schema";
import { fieldAt, takesField } from "@/lib/registry/fields";
import { TaskOptions } from "@/components/values/task-options";
import { BoundPreview } from "./bound-preview";
import { BoundLimits } from "./bound-limits";
import { FieldChoice } from "./field-choice";
import { type BoundFormState, useBoundForm } from "./use-bound-form";

interface BoundFormProps {
  /** The bound to change; null: a new one. */
  bound: Bound | null;
  onSet: (bound: Bound, found: BrokenBy) => void;
  onCancel: () => void;
}

export function BoundForm({ bound, onSet, onCancel }: BoundFormProps) {
  const state = useBoundForm({ start: bound, onSet });
  const { preview } = state;
  const path = useWatch({ control: state.form.control, name: "path" });
  const field = fieldAt(path);
  return (
    <Form onSubmit={state.submit} error={state.fault}>
      {!bound && <Place state={state} path={path} />}
      {field && <BoundLimits field={field} state={state} />}
      <BoundPreview preview={preview} path={path} start={bound} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={state.isBusy}>
          {bound ? "Save bound" : preview.found?.replaces ? "Replace bound" : "Set bound"}
        </Button>
      </DialogFooter>
    </Form>
  );
}

/** What is bounded, and for which task. */
function Place({ state, path }: { state: BoundFormState; path: string }) {
  const task = useWatch({ control: state.form.control, name: "task" });
  return (
    <>
      <FieldChoice
        id={state.idOf("path")}
        value={path}
        error={state.faultOf("path")}
        onChange={state.choose}
      />
      <Field id={state.idOf("task")} label="Task" error={state.faultOf("task")}>
        {(control) => (
          <Select
            {...control}
            value={task}
            onChange={({ target }) => state.set({ task: target.value })}
          >
            <option value="">Every task</option>
            <TaskOptions valueOf={({ key }) => key} offers={({ kind }) => takesField(kind, path)} />
          </Select>
        )}
      </Field>
    </>
  );
}
