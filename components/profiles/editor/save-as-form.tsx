"use client";

import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form, Input } from "@/components/ui/form";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { copyName } from "@/lib/profiles/new-profile";
import { contentIn } from "@/lib/values/form-values";
import { errorsByField, showSaveError } from "./checks";
import { useCreate } from "./use-create";
import type { EditorState } from "./use-editor-state";

interface SaveAsFormProps {
  state: EditorState;
  onClose: () => void;
}

/** The error of the name, if nothing else is wrong. */
function nameError(error: unknown): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  if (error.problem.code === "name_taken") return failureText(error).detail;
  const errors = errorsByField(error.problem.errors ?? []);
  return errors.size === 1 ? errors.get("name")?.message : undefined;
}

/** The name of the new profile. Other errors close the dialog and appear in the form behind it. */
export default function SaveAsForm({ state, onClose }: SaveAsFormProps) {
  const { form, baseline } = state;
  const input = useRef<HTMLInputElement>(null);
  // The form loads after its dialog, which took the focus.
  useEffect(() => input.current?.focus(), []);
  const [name, setName] = useState(() => {
    const given = form.getValues("name");
    return given === baseline.content.name ? copyName(given, 1) : given;
  });
  const { create, isSaving, error } = useCreate(state, (refused) => {
    if (nameError(refused) !== undefined) {
      input.current?.focus();
      return;
    }
    // An open dialog would keep the focus.
    flushSync(onClose);
    showSaveError(refused, state);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void create({ ...contentIn(form.getValues()), name });
  };
  return (
    <Form error={undefined} onSubmit={submit}>
      <Field label="Name" error={nameError(error)}>
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
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isSaving} disabled={!name.trim()}>
          Save as new
        </Button>
      </DialogFooter>
    </Form>
  );
}
