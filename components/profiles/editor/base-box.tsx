"use client";

import type { OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { ProfileCombobox, profileOption } from "@/components/values/profile-combobox";
import { reasonAgainstBase } from "@/lib/profiles/bases";
import { isDefault } from "@/lib/profiles/policy";
import type { ListedProfile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { useEditor, useField } from "./editor-context";
import { idOf } from "./form-fields";
import type { References } from "./use-references";

/** The option's value for no base: an option cannot have an empty one. */
const NONE = "none";
const HELP = "Values not set here come from this profile, then from the model.";

function optionGroups(
  profiles: readonly ListedProfile[],
  profile: ListedProfile | null,
  task: Task,
): OptionGroup[] {
  const all = new Map(profiles.map((each) => [each.id, each]));
  const others = profiles.filter(({ id }) => id !== profile?.id);
  const option = (each: ListedProfile) => ({
    ...profileOption(each),
    disabled: reasonAgainstBase(each, profile, all),
  });
  const isForTask = ({ type }: ListedProfile) => type === task.type;
  const own = others.filter((each) => !isDefault(each));
  const defaults = others.filter(isDefault);
  return [
    { options: [{ value: NONE, label: "None" }] },
    { label: `Default for ${task.label}`, options: defaults.filter(isForTask).map(option) },
    { label: `Your profiles for ${task.label}`, options: own.filter(isForTask).map(option) },
    {
      label: "Your other profiles",
      options: own.filter((each) => !isForTask(each)).map(option),
    },
    {
      label: "Other system defaults",
      options: defaults.filter((each) => !isForTask(each)).map(option),
    },
  ];
}

function baseName({ bases, status }: References): string {
  if (bases[0]) return bases[0].name;
  return status === "failed" ? "Could not be loaded" : "Loading…";
}

/** The profile this one inherits from. `profile` is null for a new profile. */
export function BaseBox({ profile }: { profile: ListedProfile | null }) {
  const { references } = useEditor();
  const { value, error, set, check } = useField("base_profile_id");
  const name = typeof value === "string" ? baseName(references) : "None";
  return (
    <div data-field="base_profile_id">
      <Field id={idOf("base_profile_id")} label="Based on" error={error} help={HELP}>
        {(control) => (
          <ProfileCombobox
            {...control}
            label={`Based on: ${name}`}
            groups={(profiles) => optionGroups(profiles, profile, references.task)}
            value={typeof value === "string" ? value : NONE}
            onChange={(id) => {
              set(id === NONE ? null : id);
              void check();
            }}
          >
            {name}
          </ProfileCombobox>
        )}
      </Field>
    </div>
  );
}
