"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { failureText } from "@/lib/http/browser/failure";
import { reasonAgainstBase } from "@/lib/profiles/bases";
import { isDefault } from "@/lib/profiles/policy";
import { allProfilesOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";
import { useEditor, useField } from "./editor-context";
import { idOf } from "./form-fields";
import type { References } from "./use-references";

/** The option's value for no base: an option cannot have an empty one. */
const NONE = "none";
const HELP = "Values not set here come from this profile, then from the model.";

function optionGroups(profiles: readonly Profile[], profile: Profile | null): OptionGroup[] {
  const all = new Map(profiles.map((each) => [each.id, each]));
  const others = profiles.filter(({ id }) => id !== profile?.id);
  const option = (each: Profile) => ({
    value: each.id,
    label: each.name,
    note: `${taskByType(each.type)?.label ?? ""} · ${each.model_name}`,
    disabled: reasonAgainstBase(each, profile, all),
  });
  const groups = [
    { options: [{ value: NONE, label: "None" }] },
    {
      label: "Your profiles",
      options: others.filter((each) => !isDefault(each)).map(option),
    },
    {
      label: "System defaults",
      options: others.filter(isDefault).map(option),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

function baseName({ bases, status }: References): string {
  if (bases[0]) return bases[0].name;
  return status === "failed" ? "Could not be loaded" : "Loading…";
}

/** The profile this one inherits from. `profile` is null for a new profile. */
export function BaseBox({ profile }: { profile: Profile | null }) {
  const { references } = useEditor();
  const { value, error, set, check } = useField("base_profile_id");
  const client = useQueryClient();
  const profiles = useQuery({ ...allProfilesOptions(), enabled: false });
  const name = typeof value === "string" ? baseName(references) : "None";
  return (
    <div data-field="base_profile_id">
      <Field id={idOf("base_profile_id")} label="Based on" error={error} help={HELP}>
        {(control) => (
          <Combobox
            {...control}
            label={`Based on: ${name}`}
            className="w-full"
            groups={() => (profiles.data ? optionGroups(profiles.data, profile) : [])}
            status={profiles.data ? undefined : statusText(profiles.error)}
            value={typeof value === "string" ? value : NONE}
            placeholder="Search profiles"
            onReach={() => client.query(allProfilesOptions()).catch(() => undefined)}
            onChange={(id) => {
              set(id === NONE ? null : id);
              void check();
            }}
          >
            {name}
          </Combobox>
        )}
      </Field>
    </div>
  );
}

function statusText(error: Error | null): string {
  return error ? failureText(error).title : "Loading profiles…";
}
