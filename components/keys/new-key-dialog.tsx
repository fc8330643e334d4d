"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useForm, type UseFormRegister, type UseFormSetError, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, FieldError, Form, Input, Select } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { ADMIN_SCOPES, KEY_OPTIONS, type Scope, SCOPES } from "@/lib/actor";
import { showProblem } from "@/lib/http/browser/form-problem";
import { createKeyMutation } from "@/lib/keys/queries";
import type { NewApiKey } from "@/lib/keys/schema";
import { GatewayOptions } from "./gateway-options";
import type { KeyForm, KeyRequest } from "./key-form-schema";

/** The form's fields by those of the request. */
const FIELDS = {
  name: "name",
  scopes: "scopes",
  expires_at: "expiry",
  caller_parameters: "caller_parameters",
  system_prompt: "system_prompt",
  models: "models",
  max_parallel: "max_parallel",
} as const;

interface NewKeyDialogProps {
  open: boolean;
  onClose: () => void;
  isAdmin: boolean;
}

/** Creates a key, then shows its secret until the dialog is closed. */
export default function NewKeyDialog({ open, onClose, isAdmin }: NewKeyDialogProps) {
  const [created, setCreated] = useState<NewApiKey | null>(null);
  const create = useMutation(createKeyMutation(useQueryClient()));
  const close = () => {
    onClose();
    setCreated(null);
    create.reset();
  };
  const send = (request: KeyRequest, setError: UseFormSetError<KeyForm>) =>
    create.mutate(request, {
      onSuccess: setCreated,
      onError: (error) => showProblem(error, { setError, fields: FIELDS }),
    });
  return (
    <Dialog
      open={open}
      onClose={close}
      // If it closed during the request, the secret would be lost.
      modal={created !== null || create.isPending}
      title={created ? `Key “${created.name}” created` : "New API key"}
      description={
        created
          ? "The secret is shown only this once. Copy it now."
          : "Grant only the scopes it needs."
      }
    >
      {created ? (
        <>
          <NewKeySecret secret={created.secret} />
          <DialogFooter>
            <Button variant="primary" onClick={close}>
              I have copied it
            </Button>
          </DialogFooter>
        </>
      ) : (
        <NewKeyForm isAdmin={isAdmin} busy={create.isPending} onSend={send} onCancel={close} />
      )}
    </Dialog>
  );
}

interface NewKeyFormProps {
  isAdmin: boolean;
  busy: boolean;
  onSend: (request: KeyRequest, setError: UseFormSetError<KeyForm>) => void;
  onCancel: () => void;
}

const schema = async () => (await import("./key-form-schema")).keyForm;
const resolver = formResolver(schema, { name: "Enter a name." });
const defaultValues: KeyForm = {
  name: "",
  scopes: ["read"],
  expiry: "90",
  date: "",
  caller_parameters: KEY_OPTIONS.caller_parameters,
  system_prompt: KEY_OPTIONS.system_prompt,
  models: [],
  max_parallel: "",
};

function NewKeyForm({ isAdmin, busy, onSend, onCancel }: NewKeyFormProps) {
  const form = useForm({ resolver, mode: "onTouched", defaultValues });
  const { errors } = form.formState;
  const [expiry, scopes] = useWatch({ control: form.control, name: ["expiry", "scopes"] });
  const submit = form.handleSubmit((request) => onSend(request, form.setError));
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field
        label="Name"
        help="What the key is for, such as “nightly report”."
        error={errors.name?.message}
      >
        {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
      </Field>
      <ScopeBoxes isAdmin={isAdmin} register={form.register} error={errors.scopes?.message} />
      {scopes.includes("infer") && <GatewayOptions form={form} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Expires" error={errors.expiry?.message}>
          {(control) => (
            <Select {...control} {...form.register("expiry")}>
              <option value="30">In 30 days</option>
              <option value="90">In 90 days</option>
              <option value="365">In 365 days</option>
              <option value="never">Never</option>
              <option value="date">On a date…</option>
            </Select>
          )}
        </Field>
        {expiry === "date" && (
          <Field label="Last day" error={errors.date?.message}>
            {(control) => <Input {...control} {...form.register("date")} type="date" />}
          </Field>
        )}
      </div>
      <DialogFooter>
        <Button disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          Create key
        </Button>
      </DialogFooter>
    </Form>
  );
}

/** What a key with the scope may do. */
const SCOPE_TEXT: Readonly<Record<Scope, string>> = {
  read: "Read profiles, models and settings, and resolve tasks.",
  write: "Create and change your profiles, assignments and keys. Includes read.",
  service: "Resolve tasks for any user. For inference servers.",
  infer: "Run models through the gateway at /v1. For programs with an OpenAI client.",
  admin: "Everything you may do as an admin. Includes read and write.",
};

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

/** The secret, and a curl command that uses it. */
function NewKeySecret({ secret }: { secret: string }) {
  const url = `${window.location.origin}/api/resolve/primary`;
  const start = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => start.current?.focus(), []);
  return (
    <div ref={start} tabIndex={-1} className="grid min-w-0 gap-4 outline-none">
      <p className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        Only a hash of the secret is stored: nobody can show it again, not even an admin.
      </p>
      <CopyableSecret title="Secret" what="the secret" text={secret} />
      <CopyableSecret
        title="Try it"
        what="the command"
        text={`curl -H "Authorization: Bearer ${secret}" \\\n  ${url}`}
      />
    </div>
  );
}

function CopyableSecret({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-end justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        <CopyButton text={text} what={what} />
      </div>
      <CodeBlock label={title} kind="secret">
        {text}
      </CodeBlock>
    </div>
  );
}
