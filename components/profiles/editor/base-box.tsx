"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { failureText } from "@/lib/http/browser/failure";
import { reasonAgainstBase } from "@/lib/profiles/bases";
import { allProfilesOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";
import { useEditor } from "./editor-context";
import { idOf } from "./paths";
import { useField } from "./use-field";

const NONE = "none";
const HELP = "What is not set here comes from it, then from the model.";

function groupsOf(profiles: readonly Profile[], profile: Profile | null): OptionGroup[] {
  const all = new Map(profiles.map((one) => [one.id, one]));
  const option = (one: Profile) => ({
    value: one.id,
    label: one.name,
    note: `${taskByType(one.type)?.label ?? ""} · ${one.model_name}`,
    disabled: reasonAgainstBase(one, profile, all),
  });
  const isStandard = ({ user_id }: Profile) => user_id === SYSTEM_USER_ID;
  const groups = [
    { options: [{ value: NONE, label: "No other profile" }] },
    {
      label: "Your profiles",
      options: profiles.filter((one) => !isStandard(one) && one.id !== profile?.id).map(option),
    },
    {
      label: "System defaults",
      options: profiles.filter((one) => isStandard(one) && one.id !== profile?.id).map(option),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** The profile that this one stands on. `profile` is this one, where it is one already. */
export function BaseBox({ profile }: { profile: Profile | null }) {
  const { facts } = useEditor();
  const { value, fault, set, check } = useField("base_profile_id");
  const client = useQueryClient();
  const profiles = useQuery({ ...allProfilesOptions(), enabled: false });
  const base = facts.bases[0];
  const isRead = profiles.data !== undefined;
  const name = typeof value === "string" ? (base?.name ?? facts.unread ?? "…") : "No other profile";
  return (
    <div data-field="base_profile_id">
      <Field id={idOf("base_profile_id")} label="Based on" error={fault} help={HELP}>
        {(control) => (
          <Combobox
            {...control}
            label={`Based on: ${name}`}
            className="w-full"
            groups={() => (profiles.data ? groupsOf(profiles.data, profile) : [])}
            status={isRead ? undefined : statusText(profiles.error)}
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
  return error ? failureText(error).title : "Reading the profiles…";
}
