"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Combobox, type ComboboxProps, type OptionGroup } from "@/components/ui/combobox";
import { failureText } from "@/lib/http/browser/failure";
import { allProfilesOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";

interface ProfileComboboxProps extends Pick<
  ComboboxProps,
  "id" | "aria-describedby" | "aria-invalid" | "label" | "value" | "onChange" | "opensOnFocus"
> {
  /** The options, once the profiles are loaded; groups without options are left out. */
  groups: (profiles: readonly ListedProfile[]) => readonly OptionGroup[];
  /** Shown in the closed box. */
  children: ReactNode;
  className?: string;
}

/** Chooses one of the profiles that the viewer sees. They load when the box is first used. */
export function ProfileCombobox({ groups, className = "w-full", ...props }: ProfileComboboxProps) {
  const client = useQueryClient();
  const { data, error } = useQuery({ ...allProfilesOptions(), enabled: false });
  const status = error ? failureText(error).title : "Loading profiles…";
  return (
    <Combobox
      {...props}
      className={className}
      groups={() => (data ? groups(data).filter(({ options }) => options.length > 0) : [])}
      status={data ? undefined : status}
      placeholder="Search profiles"
      onReach={() => client.query(allProfilesOptions()).catch(() => undefined)}
    />
  );
}

/** A profile as an option, with its task and model. */
export function profileOption({ id, name, type, model_name }: ListedProfile) {
  return { value: id, label: name, note: `${taskByType(type)?.label ?? ""} · ${model_name}` };
}
