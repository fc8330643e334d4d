"use client";

import { hashKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useForm } from "react-hook-form";
import { formResolver } from "@/components/ui/form-resolver";
import { setBoundMutation } from "@/lib/bounds/mutations";
import type { Bound } from "@/lib/values/limits";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { faultText, showProblem } from "@/lib/http/browser/form-problem";
import { ProblemError } from "@/lib/http/browser/failure";
import { type BoundValues, valuesFor, valuesOf } from "./bound-values";
import { type BoundForm, useBoundPreview } from "./use-preview";

/** The fields that can have an error, from top to bottom. */
const FIELDS = { path: "path", task: "task", min: "min", max: "max", fixed: "fixed" } as const;
export type FieldName = keyof typeof FIELDS;

const resolver = formResolver(async () => (await import("./bound-form-schema")).boundForm, {
  path: "Choose a field.",
  max: "Enter a minimum or a maximum.",
  fixed: "Choose a value.",
});

/** True if the limit would replace one that the form did not start from. */
export function isUnexpected(replaces: Bound | null, start: Bound | null): replaces is Bound {
  return replaces !== null && replaces.updated_at !== start?.updated_at;
}

const NAMES = ["path", "task", "kind", "min", "max", "fixed"] as const;

function faultsIn(error: unknown) {
  return error instanceof ProblemError ? (error.problem.errors ?? []) : [];
}

function faultAt(error: unknown, name: FieldName): string | undefined {
  const fault = faultsIn(error).find(({ path }) => path === name);
  return fault && faultText(fault.message, fault.path);
}

/** The user's edits of the form. */
function useEdits(form: BoundForm, onEdit: () => void) {
  const id = useId();
  const idOf = (name: FieldName) => `${id}-${name}`;
  const faulted = () => Object.values(FIELDS).filter((name) => form.getFieldState(name).invalid);
  const set = (changes: Partial<BoundValues>) => {
    onEdit();
    for (const name of NAMES) if (name in changes) form.setValue(name, changes[name]);
    if (faulted().length > 0) void form.trigger(faulted());
  };
  return {
    idOf,
    set,
    choose: (path: string) => {
      form.clearErrors();
      set(valuesFor(path, form.getValues()));
    },
    /** Validates the values that were entered. */
    check: () => {
      const values = (["min", "max", "fixed"] as const).filter(
        (name) => form.getValues(name) !== "",
      );
      void form.trigger(values);
    },
    focusFault: () => {
      const [first] = faulted();
      if (first) document.getElementById(idOf(first))?.focus();
    },
  };
}

interface BoundFormOptions {
  /** The limit to change; null adds one. */
  start: Bound | null;
  onSet: (bound: Bound, found: BrokenBy) => void;
}

/** The form of a limit. It is set only once the user has seen which profiles exceed it. */
export function useBoundForm({ start, onSet }: BoundFormOptions) {
  const form: BoundForm = useForm({
    resolver,
    defaultValues: valuesOf(start),
    shouldFocusError: false,
  });
  const { errors, isSubmitting } = form.formState;
  const [isHeld, setIsHeld] = useState(false);
  const edits = useEdits(form, () => setIsHeld(false));
  const preview = useBoundPreview(form);
  const { mutateAsync } = useMutation(setBoundMutation(useQueryClient()));
  const send = async (input: BoundInput) => {
    const pressed = hashKey([form.getValues()]);
    // If the user kept typing, the preview shows the newer values instead.
    const isStill = () => hashKey([form.getValues()]) === pressed;
    try {
      const found = await preview.load(input);
      const isSeen = preview.isShown(input, found);
      const isHarmless = found.total === 0 && !isUnexpected(found.replaces, start);
      if (!isStill()) return;
      // Otherwise the preview appears now, and the next press sets the limit.
      if (isSeen || isHarmless) onSet(await mutateAsync(input), found);
      else setIsHeld(true);
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
    /** The limit was not set because the user sees only now what it would change. */
    isHeld,
    submit: form.handleSubmit(send, edits.focusFault),
  };
}

export type BoundFormState = ReturnType<typeof useBoundForm>;
