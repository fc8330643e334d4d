"use client";

import { type FocusEvent, useEffect } from "react";
import { useFormState } from "react-hook-form";
import { Field, Input, Select, TextArea } from "@/components/ui/form";
import { recoverFocus } from "@/components/ui/focus";
import type { Profile } from "@/lib/profiles/schema";
import { withTask } from "@/lib/profiles/new-profile";
import { taskByType } from "@/lib/registry/tasks";
import { TaskOptions } from "@/components/values/task-options";
import { BaseBox } from "./base-box";
import { useEditor } from "./editor-context";
import { ModelBox } from "./model-box";
import { Part } from "./part";
import { idOf } from "./paths";
import { useField } from "./use-field";
import { useTextBox } from "./use-text-box";

interface IdentityProps {
  /** The profile that is edited; null: it is new. */
  profile: Profile | null;
  isDefault: boolean;
}

/** What a profile is: its name, task and model, and what it stands on. */
export function Identity({ profile, isDefault }: IdentityProps) {
  const isNew = profile === null;
  // Who comes to make one begins with its name.
  useEffect(() => {
    if (isNew) recoverFocus(document.getElementById(idOf("name")));
  }, [isNew]);
  return (
    <Part title="Identity">
      <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        <TextField path="name" label="Name" mayWait={isNew} />
        <TaskField isNew={isNew} isDefault={isDefault} />
        <ModelBox />
        <BaseBox profile={profile} />
        <TextField path="description" label="Description" isLong />
        <TextField
          path="model_version"
          label="Model version"
          help="For your own notes; it is told with the profile, and changes nothing."
        />
      </div>
    </Part>
  );
}

interface TextFieldProps {
  path: "name" | "description" | "model_version";
  label: string;
  help?: string;
  isLong?: boolean;
  /** Left empty, it is at fault only once it is to be saved. */
  mayWait?: boolean;
}

function TextField({ path, label, help, isLong, mayWait }: TextFieldProps) {
  const { form } = useEditor();
  const { errors } = useFormState({ control: form.control, name: path, exact: true });
  const { onBlur, ...registered } = useTextBox(path);
  return (
    <div data-field={path}>
      <Field
        id={idOf(path)}
        label={label}
        error={errors[path]?.message}
        {...(help ? { help } : {})}
      >
        {(control) => {
          const leave = (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
            if (!mayWait || event.target.value !== "") void onBlur(event);
          };
          const box = { ...control, ...registered, onBlur: leave, autoComplete: "off" };
          return isLong ? <TextArea {...box} rows={1} /> : <Input {...box} />;
        }}
      </Field>
    </div>
  );
}

/** A new profile's base and model go with its task where nobody chose them. */
function TaskField({ isNew, isDefault }: { isNew: boolean; isDefault: boolean }) {
  const { form, live } = useEditor();
  const { value, fault, check } = useField("type");
  const choose = (type: number) => {
    const task = taskByType(type);
    if (!task) return;
    const also = isNew ? withTask(live.get(), task) : { type };
    for (const [path, next] of Object.entries(also)) form.setValue(path as "type", next as number);
    void check();
  };
  const help = isDefault
    ? "A default stays the default of its task."
    : taskByType(Number(value))?.purpose;
  return (
    <div data-field="type">
      <Field id={idOf("type")} label="Task" error={fault} {...(help ? { help } : {})}>
        {(control) => (
          <Select
            {...control}
            disabled={isDefault}
            value={Number(value)}
            onChange={({ target }) => choose(Number(target.value))}
          >
            <TaskOptions valueOf={(task) => task.type} />
          </Select>
        )}
      </Field>
    </div>
  );
}
