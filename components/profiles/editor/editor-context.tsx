"use client";

import { createContext, useCallback, useContext, useState, useSyncExternalStore } from "react";
import { get, type UseFormReturn, useFormState, useWatch } from "react-hook-form";
import type { Value } from "@/lib/registry/types";
import type { ProfileContent } from "@/lib/values/content";
import type { FormValues } from "@/lib/values/form-values";
import type { Baseline, EditorSnapshot, EditorStore } from "./editor-store";
import { fieldsWithErrors, type Path } from "./form-fields";
import type { References } from "./use-references";

/** What every part of the editor needs. It changes with the task, model or base, not with values. */
export interface Editor {
  form: UseFormReturn<FormValues>;
  store: EditorStore;
  references: References;
}

const EditorContext = createContext<Editor | null>(null);
export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor needs an EditorProvider around it.");
  return editor;
}

/** What compares equal from one snapshot to the next if nothing in it changed. */
type Stable =
  string | number | boolean | null | ProfileContent | ProfileContent["gpu_config"] | Baseline;

/** A part of the snapshot; the caller renders again only when that part changes. */
export function useSnapshot<T extends Stable>(
  store: EditorStore,
  select: (snapshot: EditorSnapshot) => T,
): T {
  const read = () => select(store.get());
  return useSyncExternalStore(store.subscribe, read, read);
}

/**
 * One field of the form; only its caller renders again when it changes. `check` validates it, as
 * does every change while it has an error.
 */
export function useField(path: Path) {
  const { form } = useEditor();
  const { control } = form;
  const value: Value | undefined = useWatch({ control, name: path, exact: true });
  const { errors } = useFormState({ control, name: path, exact: true });
  const error: { message?: string } | undefined = get(errors, path);

  const check = useCallback(() => {
    // This change may also correct another field, such as two lists that need the same length.
    return form.trigger([...new Set([path, ...fieldsWithErrors(form)])]);
  }, [form, path]);
  const set = useCallback(
    (next: Value | undefined) => {
      form.setValue(path, next);
      if (next === undefined || form.getFieldState(path).invalid) void check();
    },
    [form, path, check],
  );
  return { value, error: error?.message, set, check };
}

type TextPath = Extract<Path, "name" | "description" | "model_version" | "system_prompt">;

/**
 * Props of a text box that keeps its own text, so that typing renders nothing. The text is in the
 * HTML before React runs.
 */
export function useTextBox(path: TextPath) {
  const { form } = useEditor();
  const [defaultValue] = useState(() => form.getValues(path) ?? "");
  return { ...form.register(path), defaultValue };
}
