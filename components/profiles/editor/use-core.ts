"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { boundsOptions } from "@/lib/bounds/queries";
import { modelOptions } from "@/lib/models/queries";
import type { ProfileContent } from "@/lib/profiles/content";
import { formValuesOf, type FormValues } from "@/lib/profiles/form-values";
import { isSection, type Section } from "@/lib/registry/sections";
import type { Opened } from "./advanced";
import { editorResolver } from "./check";
import type { Ground } from "./draft";
import { liveOf } from "./live";
import { faultedFields, focusField } from "./paths";
import type { Start } from "./use-draft";
import { useFacts } from "./use-facts";

/** What is changed by hand: which parts are open. */
function useOpened() {
  const [opened, setOpened] = useState<Opened>({});
  const open = useCallback((section: Section, isOpen: boolean) => {
    setOpened((before) => (before[section] === isOpen ? before : { ...before, [section]: isOpen }));
  }, []);
  return { opened, open };
}

/** The form with all that hangs on it. */
export function useCore(start: Start) {
  const [ground, setGround] = useState<Ground>(start);
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
  const { opened, open } = useOpened();

  const settle = useCallback(
    (next: Ground, values: ProfileContent | null = next.content) => {
      setGround(next);
      if (values) form.reset(formValuesOf(values));
      live.now();
    },
    [form, live],
  );
  const focusFault = useCallback(() => {
    const [path] = faultedFields(form);
    if (path) focusField(path, (section) => isSection(section) && open(section, true));
  }, [form, open]);
  const editor = useMemo(() => ({ form, live, facts }), [form, live, facts]);
  // As long as nothing is saved or discarded, the form shows what it started with.
  const restoredAt = ground === start ? start.restoredAt : null;
  return { ...editor, editor, ground, restoredAt, settle, opened, open, focusFault };
}

export type Core = ReturnType<typeof useCore>;
