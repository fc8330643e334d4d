"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form, Select } from "@/components/ui/form";
import { NumberBox } from "@/components/ui/number-input";
import { toast } from "@/components/ui/toast";
import { ModelField } from "@/components/values/model-picker";
import { failureSentence } from "@/lib/http/browser/failure";
import type { ModelCorrection } from "@/lib/models/correction-schema";
import { correctModelMutation } from "@/lib/models/mutations";
import { MODEL_TASKS, type ModelTask } from "@/lib/registry/types";
import { modelTaskText } from "@/lib/registry/words";

interface CorrectionDialogProps {
  open: boolean;
  /** The correction to change; null corrects another model. */
  correction: ModelCorrection | null;
  onClose: () => void;
}

/** Corrects what the catalog says of a model. */
export default function CorrectionDialog({ open, correction, onClose }: CorrectionDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={correction ? `Correct ${correction.model_id}` : "Correct a model"}
      description="Applies whatever the source reports, until the correction is removed."
    >
      <CorrectionForm
        key={correction?.model_id ?? "new"}
        correction={correction}
        onClose={onClose}
      />
    </Dialog>
  );
}

const MOST_TOKENS = 1e9;

function contextFault(context: number | string): string | undefined {
  const isValid = typeof context === "number" && Number.isInteger(context) && context >= 1;
  return context === "" || (isValid && context <= MOST_TOKENS)
    ? undefined
    : "Enter a whole number from 1 to 1,000,000,000.";
}

/** The form's values, and sending them. */
function useCorrection(correction: ModelCorrection | null, onClose: () => void) {
  const [id, setId] = useState(correction?.model_id ?? null);
  const [task, setTask] = useState<ModelTask | "">(correction?.task ?? "");
  const [context, setContext] = useState<number | string>(correction?.context_length ?? "");
  const { mutate, isPending, error } = useMutation(correctModelMutation(useQueryClient()));
  const fault = contextFault(context);
  const isEmpty = correction === null && task === "" && context === "";
  const canSend = id !== null && fault === undefined && !isEmpty;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!canSend) return;
    const patch = {
      task: task === "" ? null : task,
      context_length: typeof context === "number" ? context : null,
    };
    const onSuccess = () => {
      toast({ kind: "success", title: `${id} corrected` });
      onClose();
    };
    mutate({ id, patch }, { onSuccess });
  };
  return {
    id,
    setId,
    task,
    setTask,
    context,
    setContext,
    fault,
    canSend,
    submit,
    isPending,
    error,
  };
}

function CorrectionForm({
  correction,
  onClose,
}: Pick<CorrectionDialogProps, "correction" | "onClose">) {
  const form = useCorrection(correction, onClose);
  return (
    <Form onSubmit={form.submit} error={form.error ? failureSentence(form.error) : undefined}>
      {!correction && <ModelField label="Model" value={form.id} onChange={form.setId} />}
      <Field label="Task">
        {(control) => (
          <Select
            {...control}
            value={form.task}
            onChange={({ target }) =>
              form.setTask(MODEL_TASKS.find((each) => each === target.value) ?? "")
            }
          >
            <option value="">As reported</option>
            {MODEL_TASKS.map((each) => (
              <option key={each} value={each}>
                {modelTaskText(each)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Context length" help="Tokens; empty: as reported" error={form.fault}>
        {(control) => (
          <NumberBox
            {...control}
            isWhole
            min={1}
            max={MOST_TOKENS}
            step={1024}
            value={form.context}
            onChange={form.setContext}
          />
        )}
      </Field>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.isPending} disabled={!form.canSend}>
          Save correction
        </Button>
      </DialogFooter>
    </Form>
  );
}
