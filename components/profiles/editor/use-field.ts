"use client";

import { useCallback } from "react";
import { get, useFormState, useWatch } from "react-hook-form";
import type { Value } from "@/lib/registry/types";
import { useEditor } from "./editor-context";
import { faultedFields, type Path } from "./paths";

/**
 * One field of the form: only who asks for it is drawn when it changes. It is checked when `check`
 * is called, as on leaving it, and while it is at fault with each change.
 */
export function useField(path: Path) {
  const { form } = useEditor();
  const { control } = form;
  const value = useWatch({ control, name: path, exact: true }) as Value | undefined;
  const { errors } = useFormState({ control, name: path, exact: true });
  const error: { message?: string } | undefined = get(errors, path);

  const check = useCallback(() => {
    // What was wrong elsewhere may be right by this, such as two lists of one length.
    return form.trigger([...new Set([path, ...faultedFields(form)])]);
  }, [form, path]);
  const set = useCallback(
    (next: Value | undefined) => {
      form.setValue(path, next);
      if (next === undefined || form.getFieldState(path).invalid) void check();
    },
    [form, path, check],
  );
  return { value, fault: error?.message, set, check };
}
