"use client";

import { Controller, type UseFormReturn } from "react-hook-form";
import { Chips } from "@/components/ui/chips";
import { Field, Input, Select } from "@/components/ui/form";
import type { KeyOptions } from "@/lib/actor";
import type { KeyForm, KeyRequest } from "./key-form-schema";

const PARAMETERS: Readonly<Record<KeyOptions["caller_parameters"], string>> = {
  win: "Replace the profile’s",
  ignored: "Are ignored",
};

const PROMPTS: Readonly<Record<KeyOptions["system_prompt"], string>> = {
  prepend: "The profile’s comes first",
  if_absent: "The profile’s only if the request has none",
  profile_only: "Only the profile’s",
};

function options(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}

interface GatewayOptionsProps {
  form: UseFormReturn<KeyForm, unknown, KeyRequest>;
}

function ModeFields({ form: { register, formState } }: GatewayOptionsProps) {
  const { errors } = formState;
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
      <Field label="Parameters in a request" error={errors.caller_parameters?.message}>
        {(field) => (
          <Select {...field} {...register("caller_parameters")}>
            {options(PARAMETERS)}
          </Select>
        )}
      </Field>
      <Field label="System prompt" error={errors.system_prompt?.message}>
        {(field) => (
          <Select {...field} {...register("system_prompt")}>
            {options(PROMPTS)}
          </Select>
        )}
      </Field>
    </div>
  );
}

/** How requests to the gateway with the key are treated; part of the form of a new key. */
export function GatewayOptions({ form }: GatewayOptionsProps) {
  const { control, register, formState } = form;
  const { errors } = formState;
  return (
    <fieldset className="mb-4 grid gap-2 rounded-md border border-line p-3">
      <legend className="px-1 font-medium">Requests through the gateway</legend>
      <ModeFields form={form} />
      <Field
        label="Only these models"
        help="Names that may be requested, such as task:primary. Empty: all of them."
        error={errors.models?.message}
      >
        {(field) => (
          <Controller
            control={control}
            name="models"
            render={({ field: { value, onChange, onBlur } }) => (
              <Chips {...field} value={value} onChange={onChange} onBlur={onBlur} />
            )}
          />
        )}
      </Field>
      <Field
        label="Requests at once"
        help="Empty: as many as the engines take."
        error={errors.max_parallel?.message}
      >
        {(field) => (
          <Input {...field} {...register("max_parallel")} inputMode="numeric" autoComplete="off" />
        )}
      </Field>
    </fieldset>
  );
}
