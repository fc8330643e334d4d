"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { boundsOptions } from "@/lib/bounds/queries";
import { modelOptions } from "@/lib/models/queries";
import type { ProfileContent } from "@/lib/values/content";
import { formValuesOf, type FormValues } from "@/lib/values/form-values";
import { isSection, type Section } from "@/lib/registry/types";
import type { Opened } from "./advanced";
import { editorResolver } from "./check";
import type { Ground } from "./draft";
import { liveOf } from "./live";
import { faultedFields, focusField, setFields } from "./paths";
import { type Start, useDraft } from "./use-draft";
import { type Facts, useFacts } from "./use-facts";

/** What is changed by hand: which parts are open. */
function useOpened() {
  const [opened, setOpened] = useState<Opened>({});
  const open = useCallback((section: Section, isOpen: boolean) => {
    setOpened((before) => (before[section] === isOpen ? before : { ...before, [section]: isOpen }));
  }, []);
  return { opened, open };
}

/** What the changes are counted from. `groundNow` knows of a newer one before it is drawn. */
function useGround(start: Start) {
  const [ground, setGround] = useState<Ground>(start);
  const newest = useRef<Ground>(start);
  const groundNow = useCallback(() => newest.current, []);
  const stand = useCallback((next: Ground) => {
    newest.current = next;
    setGround(next);
  }, []);
  return { ground, groundNow, stand };
}

/** What is set is checked against another task or model, once that is there. */
function useChecked(form: UseFormReturn<FormValues>, { task, model }: Facts): void {
  const id = model?.id;
  const checked = useRef({ task, id });
  useEffect(() => {
    const { current } = checked;
    if (!id || (current.task === task && current.id === id)) return;
    checked.current = { task, id };
    const fields = ["model_name" as const, ...setFields(form), ...faultedFields(form)];
    void form.trigger([...new Set(fields)]);
  }, [form, task, id]);
}

/** The form with all that hangs on it. `key`: where its draft is kept. */
export function useCore(start: Start, key: string) {
  const { ground, groundNow, stand } = useGround(start);
  const client = useQueryClient();
  const form = useForm<FormValues>({
    defaultValues: formValuesOf(start.values),
    resolver: editorResolver(ground.profile && ground.content, ({ model_name }) => ({
      model: client.getQueryData(modelOptions(model_name).queryKey),
      bounds: client.getQueryData(boundsOptions().queryKey)?.data ?? [],
    })),
    mode: "onTouched",
    shouldFocusError: false,
  });
  const [live] = useState(() => liveOf(form));
  useEffect(() => live.watch(), [live]);
  const facts = useFacts(live, ground.profile);
  useChecked(form, facts);
  const draft = useDraft({ key, start, live, ground, groundNow });
  const { opened, open } = useOpened();

  const settle = useCallback(
    (next: Ground, values: ProfileContent | null = next.content) => {
      stand(next);
      if (values) form.reset(formValuesOf(values));
      live.now();
    },
    [form, live, stand],
  );
  const focusFault = useCallback(() => {
    const [path] = faultedFields(form);
    if (path) focusField(path, (section) => isSection(section) && open(section, true));
  }, [form, open]);
  const editor = useMemo(() => ({ form, live, facts }), [form, live, facts]);
  // As long as nothing is saved or discarded, the form shows what it started with.
  const restoredAt = ground === start ? start.restoredAt : null;
  const core = { ...editor, editor, ground, groundNow, restoredAt, ...draft };
  return { ...core, settle, opened, open, focusFault };
}

export type Core = ReturnType<typeof useCore>;
