"use client";

import { useForm, type UseFormRegister, type UseFormSetError, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError, Field, Form, Input, Select } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { ADMIN_SCOPES, SCOPES } from "@/lib/actor";
import type { KeyForm } from "./key-form-schema";
import { keyRequest } from "./key-request";
import { SCOPE_TEXT } from "./scope-text";

export type SendKey = (
  input: ReturnType<typeof keyRequest>,
  setError: UseFormSetError<KeyForm>,
) => void;

interface NewKeyFormProps {
  isAdmin: boolean;
  busy: boolean;
  onSend: SendKey;
  onCancel: () => void;
}

const schema = async () => (await import("./key-form-schema")).keyForm;
const resolver = formResolver(schema, { name: "Say what the key is for." });
const defaultValues: KeyForm = { name: "", scopes: ["read"], expiry: "90", date: "" };

export function NewKeyForm({ isAdmin, busy, onSend, onCancel }: NewKeyFormProps) {
  const form = useForm({ resolver, mode: "onTouched", defaultValues });
  const { errors } = form.formState;
  const expiry = useWatch({ control: form.control, name: "expiry" });
  const submit = form.handleSubmit((values) => onSend(keyRequest(values), form.setError));
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field
        label="Name"
        help="What it is for, such as: nightly report"
        error={errors.name?.message}
      >
        {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
      </Field>
      <ScopeBoxes isAdmin={isAdmin} register={form.register} error={errors.scopes?.message} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Expires" error={errors.expiry?.message}>
          {(control) => (
            <Select {...control} {...form.register("expiry")}>
              <option value="30">in 30 days</option>
              <option value="90">in 90 days</option>
              <option value="365">in 365 days</option>
              <option value="never">never</option>
              <option value="date">at the end of a day…</option>
            </Select>
          )}
        </Field>
        {expiry === "date" && (
          <Field label="Last day" error={errors.date?.message}>
            {(control) => <Input {...control} {...form.register("date")} type="date" />}
          </Field>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          Make the key
        </Button>
      </div>
    </Form>
  );
}

interface ScopeBoxesProps {
  isAdmin: boolean;
  register: UseFormRegister<KeyForm>;
  error: string | undefined;
}

function ScopeBoxes({ isAdmin, register, error }: ScopeBoxesProps) {
  const offered = SCOPES.filter((scope) => isAdmin || !ADMIN_SCOPES.includes(scope));
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? "scopes-error" : undefined}>
      <legend className="mb-1 font-medium">Scopes</legend>
      {offered.map((scope) => (
        <Checkbox
          key={scope}
          label={scope}
          help={SCOPE_TEXT[scope]}
          value={scope}
          {...register("scopes")}
        />
      ))}
      <div id="scopes-error" className="min-h-4">
        {error && <FieldError>{error}</FieldError>}
      </div>
    </fieldset>
  );
}
