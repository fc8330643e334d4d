"use client";

import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type ReactNode, useCallback, useId } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { OptionGroup } from "@/components/ui/combobox";
import { Select } from "@/components/ui/form";
import { NumberBox } from "@/components/ui/number-input";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { type FindModels, ModelCombobox, modelOptions } from "@/components/values/model-picker";
import { ProfileCombobox } from "@/components/values/profile-combobox";
import { profileOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";
import type { Field, Task, Value } from "@/lib/registry/types";
import { choicesOf } from "@/lib/values/choices";
import { obstacleOf } from "@/lib/values/compatibility";
import type { Effective } from "@/lib/values/inherit";
import { valueText } from "@/lib/values/summary";
import { comparedFields, valueAt } from "./compared-fields";
import { CURRENT_SETTINGS, type Variant } from "./question";

interface VariantFormProps {
  variant: Variant;
  task: Task;
  /** The model of the profile that it starts from. */
  model: string;
  /** What is sent without the column's own values, as far as it is known. */
  effective: Effective;
  onChange: (variant: Variant) => void;
  onRemove: () => void;
}

/** What a column runs. */
export function VariantForm(props: VariantFormProps) {
  const { variant, task, model, effective, onChange, onRemove } = props;
  const set = (path: string, value: Value | undefined) =>
    onChange({ ...variant, values: { ...variant.values, [path]: value } });
  const chosen = variant.values.model_name;
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex min-w-0 items-end gap-1">
        <Labelled label="Profile" className="grow">
          <ProfileBox
            variant={variant}
            task={task}
            onChoose={(profile) => onChange({ ...variant, profile, values: {} })}
          />
        </Labelled>
        <Button variant="ghost" size="icon" aria-label="Remove this column" onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      <Labelled label="Model">
        <ModelChoice
          task={task}
          value={typeof chosen === "string" ? chosen : model}
          onChoose={(id) => set("model_name", id === model ? undefined : id)}
        />
      </Labelled>
      <div className="grid grid-cols-2 gap-2 empty:hidden">
        {comparedFields(task.kind).map(({ path, field }) => (
          <VariantField
            key={path}
            field={field}
            value={variant.values[path]}
            inherited={variant.profile === null ? valueAt(effective, path) : undefined}
            onChange={(value) => set(path, value)}
          />
        ))}
      </div>
    </div>
  );
}

interface LabelledProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A visible label; the box has it in its own name too, with what is chosen. */
function Labelled({ label, className, children }: LabelledProps) {
  return (
    <div className={cn("grid min-w-0 gap-0.5", className)}>
      <span aria-hidden className="text-xs text-muted">
        {label}
      </span>
      {children}
    </div>
  );
}

const DRAFT = "draft";

interface ProfileBoxProps {
  variant: Variant;
  task: Task;
  onChoose: (profile: Variant["profile"]) => void;
}

function profileGroups(profiles: readonly ListedProfile[], task: Task): OptionGroup[] {
  const fitting = profiles.filter(({ type }) => taskByType(type)?.kind === task.kind);
  const options = (own: boolean) =>
    fitting
      .filter(({ user_id }) => (user_id !== SYSTEM_USER_ID) === own)
      .map(({ id, name, model_name }) => ({ value: id, label: name, note: model_name }));
  return [
    { options: [{ value: DRAFT, label: CURRENT_SETTINGS }] },
    { label: "Your profiles", options: options(true) },
    { label: "Defaults", options: options(false) },
  ];
}

function ProfileBox({ variant, task, onChoose }: ProfileBoxProps) {
  const client = useQueryClient();
  const name = variant.profile?.name ?? CURRENT_SETTINGS;
  return (
    <ProfileCombobox
      label={`Profile: ${name}`}
      groups={(profiles) => profileGroups(profiles, task)}
      value={variant.profile?.id ?? DRAFT}
      onChange={(id) => {
        if (id === DRAFT) onChoose(null);
        // Lists have no prompts.
        else client.query(profileOptions(id)).then(onChoose, notifyFailure);
      }}
    >
      {name}
    </ProfileCombobox>
  );
}

interface ModelChoiceProps {
  task: Task;
  value: string;
  onChoose: (id: string) => void;
}

function ModelChoice({ task, value, onChoose }: ModelChoiceProps) {
  const find = useCallback(
    (...search: Parameters<FindModels>) =>
      modelOptions(search, (row) => !obstacleOf(task, { name: row.name, model_name: row.id }, row)),
    [task],
  );
  return <ModelCombobox value={value} find={find} onChange={onChoose} />;
}

interface VariantFieldProps {
  field: Field;
  value: Value | undefined;
  /** What is sent without it. */
  inherited: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

/** A value of a column; empty, it is the one of the profile. */
function VariantField({ field, value, inherited, onChange }: VariantFieldProps) {
  const id = useId();
  const choices = choicesOf(field, null);
  return (
    <div className="grid gap-0.5">
      <label htmlFor={id} className="truncate text-xs text-muted">
        {field.label}
      </label>
      {choices ? (
        <Select
          id={id}
          value={value === undefined ? "" : JSON.stringify(value)}
          onChange={({ target }) =>
            onChange(choices.find((each) => JSON.stringify(each.value) === target.value)?.value)
          }
        >
          <option value="">
            {inherited === undefined ? "as set" : `as set: ${valueText(field, inherited)}`}
          </option>
          {choices.map((choice) => (
            <option key={choice.label} value={JSON.stringify(choice.value)}>
              {choice.label}
            </option>
          ))}
        </Select>
      ) : (
        "min" in field && (
          <NumberBox
            id={id}
            placeholder={inherited === undefined ? "as set" : valueText(field, inherited)}
            value={typeof value === "number" || typeof value === "string" ? value : ""}
            min={field.min}
            max={field.max}
            step={"step" in field ? field.step : 1}
            isWhole={field.type === "integer"}
            onChange={(next) => onChange(next === "" ? undefined : next)}
          />
        )
      )}
    </div>
  );
}
