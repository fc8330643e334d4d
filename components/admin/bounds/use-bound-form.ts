"use client";

import { hashKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useForm } from "react-hook-form";
import { formResolver } from "@/components/ui/form-resolver";
import { setBoundMutation } from "@/lib/bounds/mutations";
import type { Bound } from "@/lib/values/limits";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { faultText, showProblem } from "@/lib/http/browser/form-problem";
import { ProblemError } from "@/lib/http/browser/failure";
import { type BoundValues, valuesFor, valuesOf } from "./bound-values";
import { type BoundForm, useBoundPreview } from "./use-preview";

/** The fields that can be at fault, from top to bottom. */
const FIELDS = { path: "path", task: "task", min: "min", max: "max", fixed: "fixed" } as const;
export type FieldName = keyof typeof FIELDS;

const resolver = formResolver(async () => (await import("./bound-form-schema")).boundForm, {
  path: "Choose a field.",
  max: "Give a lowest or a highest value.",
  fixed: "Choose a value.",
});

/** Whether a bound takes the place of one that is not what the form started from. */
export function isUnexpected(replaces: Bound | null, start: Bound | null): replaces is Bound {
  return replaces !== null && replaces.updated_at !== start?.updated_at;
}

function faultsIn(error: unknown) {
  return error instanceof ProblemError ? (error.problem.errors ?? []) : [];
}

function faultAt(error: unknown, name: FieldName): string | undefined {
  const fault = faultsIn(error).find(({ path }) => path === name);
  return fault && faultText(fault.message, fault.path);
}

/** What is done to the form by hand. */
function useEdits(form: BoundForm) {
  const id = useId();
  const idOf = (name: FieldName) => `${id}-${name}`;
  const faulted = () => Object.values(FIELDS).filter((name) => form.getFieldState(name).invalid);
  const set = (changes: Partial<BoundValues>) => {
    for (const [name, value] of Object.entries(changes)) {
      form.setValue(name as keyof BoundValues, value);
    }
    if (faulted().length > 0) void form.trigger(faulted());
  };
  return {
    idOf,
    set,
    choose: (path: string) => {
      form.clearErrors();
      set(valuesFor(path, form.getValues()));
    },
    /** Checks what was typed, when it is left. */
    check: () => {
      const { min, max, fixed } = form.getValues();
      const typed = Object.entries({ min, max, fixed }).filter(([, value]) => value !== "");
      void form.trigger(typed.map(([name]) => name as FieldName));
    },
    focusFault: () => {
      const [first] = faulted();
      if (first) document.getElementById(idOf(first))?.focus();
    },
  };
}

interface BoundFormOptions {
  /** The bound to change; null: a new one. */
  start: Bound | null;
  onSet: (bound: Bound, found: BrokenBy) => void;
}

/** The form of a bound, and what it would break; it is set only when that has been seen. */
export function useBoundForm({ start, onSet }: BoundFormOptions) {
  const form: BoundForm = useForm({
    resolver,
    defaultValues: valuesOf(start),
    shouldFocusError: false,
  });
  const { errors, isSubmitting } = form.formState;
  const edits = useEdits(form);
  const preview = useBoundPreview(form);
  const { mutateAsync } = useMutation(setBoundMutation(useQueryClient()));
  const send = async (input: BoundInput) => {
    const pressed = hashKey([form.getValues()]);
    // Who typed on meanwhile wants that, and is told of that by the preview.
    const isStill = () => hashKey([form.getValues()]) === pressed;
    try {
      const found = await preview.look(input);
      const isSeen = preview.isShown(input, found);
      const isHarmless = found.total === 0 && !isUnexpected(found.replaces, start);
      // Else it is shown now, and the next press sets it.
      if (isStill() && (isSeen || isHarmless)) onSet(await mutateAsync(input), found);
    } catch (error) {
      if (!isStill() && faultsIn(error).length > 0) return;
      showProblem(error, { setError: form.setError, fields: FIELDS });
      edits.focusFault();
    }
  };
  return {
    form,
    preview,
    ...edits,
    faultOf: (name: FieldName) => errors[name]?.message ?? faultAt(preview.error, name),
    fault: errors.root?.message,
    isBusy: isSubmitting,
    submit: form.handleSubmit(send, edits.focusFault),
  };
}

export type BoundFormState = ReturnType<typeof useBoundForm>;
