"use client";

import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useCallback, useId } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import type { OptionGroup } from "@/components/ui/combobox";
import { Select } from "@/components/ui/form";
import { NumberBox } from "@/components/ui/number-input";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { type FindModels, ModelCombobox, modelOptions } from "@/components/values/model-picker";
import { ProfileCombobox } from "@/components/values/profile-combobox";
import type { PathValues } from "@/lib/playground/requests";
import { profileOptions } from "@/lib/profiles/queries";
import type { ListedProfile, Profile } from "@/lib/profiles/schema";
import { fieldAt } from "@/lib/registry/fields";
import { taskByType } from "@/lib/registry/tasks";
import type { Field, Task, TaskKind, Value } from "@/lib/registry/types";
import { choicesOf } from "@/lib/values/choices";
import { obstacleOf } from "@/lib/values/compatibility";
import type { Effective } from "@/lib/values/inherit";
import { valueText } from "@/lib/values/summary";

/** A column that is compared with the draft: another profile, another model, other values. */
export interface Variant {
  id: string;
  /** The profile that it starts from; null for the draft. */
  profile: Profile | null;
  values: PathValues;
}

/** The values that differ most often between two tries. */
const PATHS: Readonly<Record<TaskKind, readonly string[]>> = {
  text: ["parameters.temperature", "parameters.top_p", "parameters.max_tokens", "parameters.think"],
  embedding: [],
  reranking: [],
  image: ["image_settings.inference_steps", "image_settings.guidance_scale"],
};

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
      <div className="flex min-w-0 items-center gap-1">
        <ProfileBox
          variant={variant}
          task={task}
          onChoose={(profile) => onChange({ ...variant, profile, values: {} })}
        />
        <Button variant="ghost" size="icon" aria-label="Remove this column" onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      <ModelChoice
        task={task}
        value={typeof chosen === "string" ? chosen : model}
        onChoose={(id) => set("model_name", id === model ? undefined : id)}
      />
      <div className="grid grid-cols-2 gap-2 empty:hidden">
        {PATHS[task.kind].map((path) => {
          const field = fieldAt(path);
          return (
            field && (
              <VariantField
                key={path}
                field={field}
                value={variant.values[path]}
                inherited={variant.profile === null ? valueAt(effective, path) : undefined}
                onChange={(value) => set(path, value)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function valueAt({ parameters, image_settings }: Effective, path: string): Value | undefined {
  const [section, name = ""] = path.split(".");
  return (section === "parameters" ? parameters : (image_settings ?? {}))[name];
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
    { options: [{ value: DRAFT, label: "Values in Tune" }] },
    { label: "Your profiles", options: options(true) },
    { label: "Defaults", options: options(false) },
  ];
}

function ProfileBox({ variant, task, onChoose }: ProfileBoxProps) {
  const client = useQueryClient();
  const name = variant.profile?.name ?? "Values in Tune";
  return (
    <ProfileCombobox
      label={`Profile: ${name}`}
      className="grow"
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
            placeholder={typeof inherited === "number" ? String(inherited) : "as set"}
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
