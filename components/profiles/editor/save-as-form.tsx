"use client";

import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { failureText, ProblemError } from "@/lib/http/failure";
import { contentIn } from "@/lib/profiles/form-values";
import { copyName } from "@/lib/profiles/names";
import { faultsByField } from "./check";
import { showRefusal } from "./refusal";
import type { Core } from "./use-core";
import { useCreate } from "./use-create";

interface SaveAsFormProps {
  core: Core;
  onClose: () => void;
  onMade: () => void;
}

/** What is wrong with the name, if that is what is wrong. */
function nameFault(error: unknown): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  if (error.problem.code === "name_taken") return failureText(error).detail;
  const faults = faultsByField(error.problem.errors ?? []);
  return faults.size === 1 ? faults.get("name")?.text : undefined;
}

/** The new profile's name; faults of anything else are told in the form behind. */
export default function SaveAsForm({ core, onClose, onMade }: SaveAsFormProps) {
  const { form, ground } = core;
  const [name, setName] = useState(() => {
    const given = form.getValues("name");
    return given === ground.content.name ? copyName(given, 1) : given;
  });
  const create = useCreate(core, onMade);
  const onError = (error: unknown) => {
    if (nameFault(error) !== undefined) return;
    onClose();
    showRefusal(error, core);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({ ...contentIn(form.getValues()), name }, { onError });
  };
  return (
    <Form fault={undefined} onSubmit={submit}>
      <Field label="Name" error={nameFault(create.error)}>
        {(control) => (
          <Input
            {...control}
            value={name}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={create.isPending} disabled={!name.trim()}>
          Save as new
        </Button>
      </div>
    </Form>
  );
}
