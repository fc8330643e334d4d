"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useUndo } from "@/components/ui/change-bar";
import { boundsOptions } from "@/lib/bounds/queries";
import { modelOptions } from "@/lib/models/queries";
import type { Profile } from "@/lib/profiles/schema";
import { isSection, type Section } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { contentIn, type FormValues, formValuesOf } from "@/lib/values/form-values";
import { withChanges } from "@/lib/values/merge";
import { editorResolver, showSaveError } from "./checks";
import { useSnapshot } from "./editor-context";
import {
  type Baseline,
  changeCount,
  createEditorStore,
  type Start,
  startWithDraft,
  startWithout,
} from "./editor-store";
import { fieldsWithErrors, focusField, setFields } from "./form-fields";
import { type References, useReferences } from "./use-references";

/** What the editor starts with: the saved content and, after hydration, the stored draft. */
export function useStart(draftKey: string, saved: Baseline): Start {
  const isHydrated = useHydrated();
  const [plain] = useState(() => startWithout(saved));
  // Read before the plain editor mounts, because that one would delete a draft without changes.
  const [drafted] = useState(() => startWithDraft(saved, draftKey));
  return isHydrated ? drafted : plain;
}

/** The sections that the user opened or closed. */
export type OpenSections = Readonly<Partial<Record<Section, boolean>>>;

function useOpenSections() {
  const [openSections, setOpenSections] = useState<OpenSections>({});
  const openSection = useCallback((section: Section, isOpen: boolean) => {
    setOpenSections((before) =>
      before[section] === isOpen ? before : { ...before, [section]: isOpen },
    );
  }, []);
  return { openSections, openSection };
}

/** Checks the values again once another task or model is loaded. */
function useRecheck(form: UseFormReturn<FormValues>, { task, model }: References): void {
  const id = model?.id;
  const checked = useRef({ task, id });
  useEffect(() => {
    const { current } = checked;
    if (!id || (current.task === task && current.id === id)) return;
    checked.current = { task, id };
    const fields = ["model_name" as const, ...setFields(form), ...fieldsWithErrors(form)];
    void form.trigger([...new Set(fields)]);
  }, [form, task, id]);
}

/** The form, its store and everything the editor's parts share. */
export function useEditorState(start: Start, draftKey: string) {
  const client = useQueryClient();
  const [store] = useState(() => createEditorStore(start, draftKey));
  const form = useForm<FormValues>({
    defaultValues: formValuesOf(start.values),
    resolver: editorResolver(
      () => {
        const { profile, content } = store.get().baseline;
        return profile && content;
      },
      ({ model_name }) => ({
        model: client.getQueryData(modelOptions(model_name).queryKey),
        bounds: client.getQueryData(boundsOptions().queryKey)?.data ?? [],
      }),
    ),
    mode: "onTouched",
    shouldFocusError: false,
  });
  useEffect(() => store.connect(form), [store, form]);
  const baseline = useSnapshot(store, (snapshot) => snapshot.baseline);
  const references = useReferences(store, baseline.profile);
  useRecheck(form, references);
  const { openSections, openSection } = useOpenSections();
  const focusFirstError = useCallback(() => {
    const [path] = fieldsWithErrors(form);
    if (path) focusField(path, (section) => isSection(section) && openSection(section, true));
  }, [form, openSection]);
  const editor = useMemo(() => ({ form, store, references }), [form, store, references]);
  // The notice about a restored draft goes with the first save or discard.
  const restoredAt = baseline === start ? start.restoredAt : null;
  return { ...editor, editor, baseline, restoredAt, openSections, openSection, focusFirstError };
}

export type EditorState = ReturnType<typeof useEditorState>;

/** Moves what was typed but not added yet, such as a stop string, from its box into the form. */
function commitTyping(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !activeElement.matches("input, textarea")) return;
  activeElement.blur();
  activeElement.focus();
}

/**
 * Validates the form and calls `send` with its content, or focuses the first error. Does nothing if
 * a saved profile has no changes, or while an earlier `send` is running.
 */
export function useSubmit(
  editor: EditorState,
  send: (content: ProfileContent) => Promise<unknown>,
): () => void {
  const isBusy = useRef(false);
  const { form, store, focusFirstError } = editor;

  const submit = async () => {
    commitTyping();
    const snapshot = store.flush();
    if (snapshot.baseline.profile !== null && changeCount(snapshot) === 0) return;
    form.clearErrors("root");
    let checked: ProfileContent | undefined;
    const onValid = (values: FormValues) => {
      checked = contentIn(values);
    };
    await form.handleSubmit(onValid, focusFirstError)();
    if (checked) await send(checked);
  };
  return () => {
    if (isBusy.current) return;
    isBusy.current = true;
    submit()
      // The rules could not be loaded.
      .catch((error: unknown) => showSaveError(error, editor))
      .finally(() => (isBusy.current = false));
  };
}

/** Replaces all changes with the saved content and offers to undo that. */
export function useDiscard({ store }: EditorState): (saved: Baseline) => void {
  const offerUndo = useUndo();
  return (saved) => {
    const { baseline, content } = store.flush();
    store.reset(saved);
    offerUndo("Changes discarded", () => {
      // Keep what was changed or saved since.
      const now = store.flush();
      const since = changesBetween(saved.content, now.content);
      store.reset(now.baseline === saved ? baseline : now.baseline, withChanges(content, since));
    });
  };
}

/** Shows what was saved elsewhere, unless there are unsaved changes here; null is not saved yet. */
export function useFollow({ store }: EditorState, profile: Profile | null): void {
  const follow = useEffectEvent(() => {
    if (!profile) return;
    const snapshot = store.flush();
    const shown = snapshot.baseline.profile;
    const isOther =
      profile.revision !== shown?.revision || profile.model_available !== shown.model_available;
    if (isOther && changeCount(snapshot) === 0) {
      store.reset({ profile, content: contentOf(profile) });
    }
  });
  useEffect(() => follow(), [profile]);
}
