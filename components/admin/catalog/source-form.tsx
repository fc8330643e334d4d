"use client";

import { useForm, type UseFormReturn, type UseFormSetError, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, Form, Input, Select } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import type { CatalogSource } from "@/lib/models/source-schema";
import { SOURCE_KIND_LABELS, SOURCE_KINDS } from "@/lib/models/source";
import type { SourceValues } from "./source-form-schema";

export type SendSource = (form: SourceValues, setError: UseFormSetError<SourceValues>) => void;

interface SourceFormProps {
  /** The source to change; null adds one. */
  source: CatalogSource | null;
  busy: boolean;
  onSend: SendSource;
  onCancel: () => void;
}

const schema = async () => (await import("./source-form-schema")).sourceForm;
const resolver = formResolver(schema, {
  provider: "Enter a provider name.",
  address: "Enter a URL.",
});

const EXAMPLES = { ollama: "http://gpu-box:11434", openai: "http://gpu-box:8000/v1" } as const;

function valuesOf(source: CatalogSource | null): SourceValues {
  const { kind = "ollama", provider = "", address = "" } = source ?? {};
  return { kind, provider, address, token: "", drop_token: false };
}

export function SourceForm({ source, busy, onSend, onCancel }: SourceFormProps) {
  const form = useForm({ resolver, mode: "onTouched", defaultValues: valuesOf(source) });
  const { errors } = form.formState;
  const kind = useWatch({ control: form.control, name: "kind" });
  const submit = form.handleSubmit((values) => onSend(values, form.setError));
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field label="API type" error={errors.kind?.message}>
        {(control) => (
          <Select {...control} {...form.register("kind")}>
            {SOURCE_KINDS.map((each) => (
              <option key={each} value={each}>
                {SOURCE_KIND_LABELS[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Provider name"
        help="Shown as the provider of its models, such as gpu-box"
        error={errors.provider?.message}
      >
        {(control) => <Input {...control} {...form.register("provider")} autoComplete="off" />}
      </Field>
      <Field label="URL" help={`Such as ${EXAMPLES[kind]}`} error={errors.address?.message}>
        {(control) => (
          <Input {...control} {...form.register("address")} inputMode="url" autoComplete="off" />
        )}
      </Field>
      <TokenFields form={form} hasToken={source?.has_token ?? false} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {source ? "Save and read" : "Add and read"}
        </Button>
      </DialogFooter>
    </Form>
  );
}

function TokenFields({ form, hasToken }: { form: UseFormReturn<SourceValues>; hasToken: boolean }) {
  const dropped = useWatch({ control: form.control, name: "drop_token" });
  const help = hasToken
    ? "Leave empty to keep the saved token."
    : "If the server requires one. Stored encrypted; env:NAME uses a variable of this server.";
  return (
    <>
      <Field label="Token" help={help} error={form.formState.errors.token?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("token")}
            type="password"
            autoComplete="new-password"
            readOnly={dropped}
          />
        )}
      </Field>
      {hasToken && <Checkbox label="Remove the token" {...form.register("drop_token")} />}
    </>
  );
}
