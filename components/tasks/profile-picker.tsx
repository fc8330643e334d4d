"use client";

import { useQuery } from "@tanstack/react-query";
import type { OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { ProfileCombobox, profileOption } from "@/components/values/profile-combobox";
import { isDefault } from "@/lib/profiles/policy";
import { allProfilesOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";

/** The user's profiles and the defaults; those made for one of the tasks first. */
function optionGroups(profiles: readonly ListedProfile[], tasks: readonly Task[]): OptionGroup[] {
  const types = tasks.map(({ type }) => type);
  const isFor = ({ type }: ListedProfile) => types.includes(type);
  const ordered = [...profiles.filter(isFor), ...profiles.filter((each) => !isFor(each))];
  const own = ordered.filter((each) => !isDefault(each));
  return [
    { label: "Your profiles", options: own.map(profileOption) },
    { label: "System defaults", options: ordered.filter(isDefault).map(profileOption) },
  ];
}

interface ProfilePickerProps {
  tasks: readonly Task[];
  /** The id of the profile; empty if none is chosen. */
  value: string;
  onChange: (id: string) => void;
}

/** Chooses any profile for some tasks. Which of them it fits, the preview says. */
export function ProfilePicker({ tasks, value, onChange }: ProfilePickerProps) {
  const profiles = useQuery({ ...allProfilesOptions(), enabled: false });
  const chosen = profiles.data?.find(({ id }) => id === value);
  return (
    <Field label="Profile" className="-mb-3">
      {(control) => (
        <ProfileCombobox
          {...control}
          opensOnFocus
          label={`Profile: ${chosen?.name ?? "none"}`}
          groups={(all) => optionGroups(all, tasks)}
          value={value}
          onChange={onChange}
        >
          {chosen?.name ?? "Choose a profile"}
        </ProfileCombobox>
      )}
    </Field>
  );
}
