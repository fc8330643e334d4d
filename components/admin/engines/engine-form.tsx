"use client";

import { useState } from "react";
import { useForm, type UseFormReturn, type UseFormSetError, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Form, Input, Select, TextArea } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import type { EngineView, ServedModels } from "@/lib/engines/schema";
import { ENGINE_FLAGS, FLAG_LABELS } from "@/lib/engines/words";
import { looksLocal } from "@/lib/registry/engine-urls";
import { type Engine, ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";
import type { EngineRequest, EngineValues } from "./engine-form-schema";

type EngineFormState = UseFormReturn<EngineValues, unknown, EngineRequest>;
export type SendEngine = (form: EngineRequest, setError: UseFormSetError<EngineValues>) => void;

interface EngineFormProps {
  /** The engine to change; null adds one. */
  engine: EngineView | null;
  busy: boolean;
  onSend: SendEngine;
  onCancel: () => void;
}

const schema = async () => (await import("./engine-form-schema")).engineForm;
const resolver = formResolver<EngineValues, EngineRequest>(schema, {
  name: "Enter a name.",
  address: "Enter a URL.",
  priority: "Enter a number from 0 to 1,000.",
  max_parallel: "Enter a number from 1 to 1,000.",
});

const EXAMPLES: Readonly<Record<Engine, string>> = {
  ollama: "http://gpu-box:11434",
  llama_cpp: "http://gpu-box:8080",
  vllm: "http://gpu-box:8000",
  lm_studio: "http://gpu-box:1234",
  openai: "https://api.openai.com/v1",
  openai_compatible: "https://api.example.com/v1",
};

/** One model per line; empty for all that the engine lists. */
function namesText(models: ServedModels): string {
  if (models === "*") return "";
  const lines = Object.entries(models).map(([id, there]) => `${id} = ${there}`);
  return lines.join("\n");
}

function valuesOf(engine: EngineView | null): EngineValues {
  const { kind = "ollama", name = "", address = "", models = "*" } = engine ?? {};
  const { priority = 100, max_parallel = 4, flags = [] } = engine ?? {};
  const { local = false, adds_models = true } = engine ?? {};
  return {
    ...{ kind, name, address, local, adds_models, flags, key: "", drop_key: false },
    names: namesText(models),
    priority: String(priority),
    max_parallel: String(max_parallel),
  };
}

export function EngineForm({ engine, busy, onSend, onCancel }: EngineFormProps) {
  const form = useForm({ resolver, mode: "onTouched", defaultValues: valuesOf(engine) });
  const submit = form.handleSubmit((values) => onSend(values, form.setError));
  const { errors } = form.formState;
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field label="Kind" error={errors.kind?.message}>
        {(control) => (
          <Select {...control} {...form.register("kind")}>
            {ENGINE_KINDS.map((each) => (
              <option key={each} value={each}>
                {ENGINES[each].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Name"
        help="Also the provider of its models, such as gpu-box"
        error={errors.name?.message}
      >
        {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
      </Field>
      <AddressFields form={form} isNew={engine === null} />
      <KeyFields form={form} hasKey={engine?.has_key ?? false} />
      <ModelFields form={form} />
      <MoreFields form={form} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {engine ? "Save" : "Add"}
        </Button>
      </DialogFooter>
    </Form>
  );
}

function AddressFields({ form, isNew }: { form: EngineFormState; isNew: boolean }) {
  const kind = useWatch({ control: form.control, name: "kind" });
  const { errors, dirtyFields } = form.formState;
  // A new engine is local if its URL looks like it, until somebody decides.
  const address = form.register("address", {
    onChange: (event: { target: { value: string } }) => {
      if (isNew && !dirtyFields.local) form.setValue("local", looksLocal(event.target.value));
    },
  });
  return (
    <>
      <Field label="URL" help={`Such as ${EXAMPLES[kind]}`} error={errors.address?.message}>
        {(control) => <Input {...control} {...address} inputMode="url" autoComplete="off" />}
      </Field>
      <Checkbox
        label="On this machine or a private network"
        help="Without this, only public hosts are allowed."
        {...form.register("local")}
      />
    </>
  );
}

function KeyFields({ form, hasKey }: { form: EngineFormState; hasKey: boolean }) {
  const dropped = useWatch({ control: form.control, name: "drop_key" });
  const help = hasKey
    ? "Leave empty to keep the saved key. Enter it again if the URL moves to another host."
    : "If the server requires one. Stored encrypted; env:NAME uses a variable of this server.";
  return (
    <>
      <Field label="Key" help={help} error={form.formState.errors.key?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("key")}
            type="password"
            autoComplete="new-password"
            readOnly={dropped}
          />
        )}
      </Field>
      {hasKey && <Checkbox label="Remove the key" {...form.register("drop_key")} />}
    </>
  );
}

function ModelFields({ form }: { form: EngineFormState }) {
  return (
    <>
      <Checkbox
        label="Add its models to the catalog"
        help="Read now, at startup and every few minutes."
        {...form.register("adds_models")}
      />
      <Field
        label="Other models it serves"
        help="One per line: catalog id = name on the engine. Leave empty to serve all models it lists."
        error={form.formState.errors.names?.message}
      >
        {(control) => (
          <TextArea
            {...control}
            {...form.register("names")}
            rows={2}
            placeholder="qwen3-30b-a3b-q4-k-m = qwen3:30b"
            className="font-mono"
          />
        )}
      </Field>
    </>
  );
}

function MoreFields({ form }: { form: EngineFormState }) {
  const { errors } = form.formState;
  const [open, setOpen] = useState(false);
  const hasError = Boolean(errors.priority ?? errors.max_parallel);
  return (
    <Disclosure title="Order and limits" open={open || hasError} onOpenChange={setOpen}>
      <div className="grid gap-2">
        <div className="grid gap-2 sm:grid-cols-2">
          <Field
            label="Priority"
            help="Lower numbers are tried first."
            error={errors.priority?.message}
          >
            {(control) => <Input {...control} {...form.register("priority")} inputMode="numeric" />}
          </Field>
          <Field
            label="Requests at once"
            help="More requests wait in a queue."
            error={errors.max_parallel?.message}
          >
            {(control) => (
              <Input {...control} {...form.register("max_parallel")} inputMode="numeric" />
            )}
          </Field>
        </div>
        {ENGINE_FLAGS.map((flag) => (
          <Checkbox key={flag} value={flag} label={FLAG_LABELS[flag]} {...form.register("flags")} />
        ))}
      </div>
    </Disclosure>
  );
}
