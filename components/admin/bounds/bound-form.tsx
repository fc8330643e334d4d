"use client";

import { useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form, Select } from "@/components/ui/form";
import { TaskOptions } from "@/components/values/task-options";
import type { BrokenBy } from "@/lib/bounds/schema";
import { fieldLabel } from "@/lib/bounds/words";
import { fieldAt, SECTIONS, takesField } from "@/lib/registry/fields";
import { SECTION_LABELS, SECTION_NAMES } from "@/lib/registry/types";
import type { Bound } from "@/lib/values/limits";
import { BoundLimits } from "./bound-limits";
import { BoundPreview, PreviewStatus } from "./bound-preview";
import { type BoundFormState, useBoundForm } from "./use-bound-form";

interface BoundFormProps {
  /** The limit to change; null adds one. */
  bound: Bound | null;
  onSet: (bound: Bound, found: BrokenBy) => void;
  onCancel: () => void;
}

export function BoundForm({ bound, onSet, onCancel }: BoundFormProps) {
  const state = useBoundForm({ start: bound, onSet });
  const { preview } = state;
  const path = useWatch({ control: state.form.control, name: "path" });
  const field = fieldAt(path);
  const action = bound ? "Save limit" : preview.found?.replaces ? "Replace limit" : "Set limit";
  return (
    <Form onSubmit={state.submit} error={state.fault}>
      {!bound && <Target state={state} path={path} />}
      {field && <BoundLimits field={field} state={state} />}
      {field && <BoundPreview preview={preview} field={field} />}
      <DialogFooter>
        {field && (
          <PreviewStatus preview={preview} start={bound} again={state.isHeld ? action : null} />
        )}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={state.isBusy}>
          {action}
        </Button>
      </DialogFooter>
    </Form>
  );
}

/** The field and the task that the limit is for. */
function Target({ state, path }: { state: BoundFormState; path: string }) {
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
            <option value="">All tasks</option>
            <TaskOptions valueOf={({ key }) => key} offers={({ kind }) => takesField(kind, path)} />
          </Select>
        )}
      </Field>
    </>
  );
}

/** Every field, by section. */
function fieldGroups(): OptionGroup[] {
  return SECTION_NAMES.map((section) => ({
    label: SECTION_LABELS[section],
    options: SECTIONS[section].map(({ name, label, help }) => ({
      value: `${section}.${name}`,
      label,
      note: `${section}.${name} · ${help}`,
    })),
  }));
}

interface FieldChoiceProps {
  id: string;
  value: string;
  error: string | undefined;
  onChange: (path: string) => void;
}

function FieldChoice({ id, value, error, onChange }: FieldChoiceProps) {
  const name = value === "" ? "Choose a field" : fieldLabel(value);
  return (
    <Field id={id} label="Field" error={error} help={value}>
      {(control) => (
        <Combobox
          {...control}
          label={`Field: ${value === "" ? "none" : name}`}
          className="w-full"
          groups={fieldGroups}
          value={value}
          placeholder="Search name, path"
          onChange={onChange}
        >
          {name}
        </Combobox>
      )}
    </Field>
  );
}
