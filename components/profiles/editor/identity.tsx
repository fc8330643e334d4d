"use client";

import { type FocusEvent, useEffect } from "react";
import { useFormState } from "react-hook-form";
import { Field, Input, Select, TextArea } from "@/components/ui/form";
import { recoverFocus } from "@/components/ui/focus";
import { PageSection } from "@/components/ui/page";
import { TaskOptions } from "@/components/values/task-options";
import type { Profile } from "@/lib/profiles/schema";
import { withTask } from "@/lib/profiles/new-profile";
import { taskByType } from "@/lib/registry/tasks";
import type { ProfileContent } from "@/lib/values/content";
import { BaseBox } from "./base-box";
import { useEditor, useField, useTextBox } from "./editor-context";
import { idOf } from "./form-fields";
import { ModelBox } from "./model-box";
import { anchorOf } from "./section-list";

interface IdentityProps {
  /** Null for a new profile. */
  profile: Profile | null;
  isDefault: boolean;
}

/** Name, task, model and base. */
export function Identity({ profile, isDefault }: IdentityProps) {
  const isNew = profile === null;
  // A new profile starts with its name.
  useEffect(() => {
    if (isNew) recoverFocus(document.getElementById(idOf("name")));
  }, [isNew]);
  return (
    <PageSection title="Identity" isLarge id={anchorOf("identity")}>
      <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        <TextField path="name" label="Name" allowsEmptyUntilSave={isNew} />
        <TaskField isNew={isNew} isDefault={isDefault} />
        <ModelBox />
        <BaseBox profile={profile} />
        <TextField path="description" label="Description" isLong />
        <TextField
          path="model_version"
          label="Model version"
          help="For your notes. Returned by the API; has no effect."
        />
      </div>
    </PageSection>
  );
}

interface TextFieldProps {
  path: "name" | "description" | "model_version";
  label: string;
  help?: string;
  isLong?: boolean;
  /** Leaving it empty is an error only when saving. */
  allowsEmptyUntilSave?: boolean;
}

function TextField({ path, label, help, isLong, allowsEmptyUntilSave }: TextFieldProps) {
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
            if (!allowsEmptyUntilSave || event.target.value !== "") void onBlur(event);
          };
          const box = { ...control, ...registered, onBlur: leave, autoComplete: "off" };
          return isLong ? <TextArea {...box} rows={1} /> : <Input {...box} />;
        }}
      </Field>
    </div>
  );
}

/** Changing the task of a new profile also changes its base and model, unless the user chose them. */
function TaskField({ isNew, isDefault }: { isNew: boolean; isDefault: boolean }) {
  const { form, store } = useEditor();
  const { value, error, check } = useField("type");
  const choose = (type: number) => {
    const task = taskByType(type);
    if (!task) return;
    const next: Partial<ProfileContent> = isNew ? withTask(store.get().content, task) : { type };
    form.setValue("type", type);
    if (next.base_profile_id !== undefined) form.setValue("base_profile_id", next.base_profile_id);
    if (next.model_name !== undefined) form.setValue("model_name", next.model_name);
    void check();
  };
  const help = isDefault
    ? "The task of a default cannot be changed."
    : taskByType(Number(value))?.purpose;
  return (
    <div data-field="type">
      <Field id={idOf("type")} label="Task" error={error} {...(help ? { help } : {})}>
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
