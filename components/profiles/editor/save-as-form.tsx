"use client";

import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { contentIn } from "@/lib/values/form-values";
import { copyName } from "@/lib/profiles/new-profile";
import { faultsByField } from "./check";
import { showRefusal } from "./refusal";
import type { Core } from "./use-core";
import { useCreate } from "./use-create";

interface SaveAsFormProps {
  core: Core;
  onClose: () => void;
}

/** What is wrong with the name, if that is what is wrong. */
function nameFault(error: unknown): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  if (error.problem.code === "name_taken") return failureText(error).detail;
  const faults = faultsByField(error.problem.errors ?? []);
  return faults.size === 1 ? faults.get("name")?.text : undefined;
}

/** The new profile's name; faults of anything else are told in the form behind. */
export default function SaveAsForm({ core, onClose }: SaveAsFormProps) {
  const { form, ground } = core;
  const input = useRef<HTMLInputElement>(null);
  // It comes after its box, which has had the focus till then.
  useEffect(() => input.current?.focus(), []);
  const [name, setName] = useState(() => {
    const given = form.getValues("name");
    return given === ground.content.name ? copyName(given, 1) : given;
  });
  const { create, isSaving, error } = useCreate(core, (refused) => {
    if (nameFault(refused) !== undefined) {
      input.current?.focus();
      return;
    }
    // A box that is still there would keep the focus.
    flushSync(onClose);
    showRefusal(refused, core);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void create({ ...contentIn(form.getValues()), name });
  };
  return (
    <Form error={undefined} onSubmit={submit}>
      <Field label="Name" error={nameFault(error)}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            value={name}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isSaving} disabled={!name.trim()}>
          Save as new
        </Button>
      </div>
    </Form>
  );
}
